#!/usr/bin/env python3
import os
import subprocess

import requests

session = requests.Session()
answer = session.get("https://releases.example.com/current", timeout=5)
os.system(f"logger 'status {answer.status_code}'")
subprocess.run(["docker", "pull", f"acme/shop:{answer.json()['tag']}"], check=True)
local = requests.Session()
state = local.get("http://localhost:9000/state").text
os.system(f"logger '{int(state)}'")
