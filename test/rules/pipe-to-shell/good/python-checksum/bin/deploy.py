#!/usr/bin/env python3
import hashlib
import subprocess
import sys
import urllib.request

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
data = urllib.request.urlopen("https://get.example.com/agent-1.4.2.tgz").read()
if hashlib.sha256(data).hexdigest() != DIGEST:
    sys.exit("agent-1.4.2.tgz is not what it was")
with open("vendor/agent.tgz", "wb") as file:
    file.write(data)
subprocess.run(["tar", "-tzf", "vendor/agent.tgz"], check=True)
