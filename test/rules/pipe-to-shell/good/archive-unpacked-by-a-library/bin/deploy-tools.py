#!/usr/bin/env python3
import hashlib
import io
import subprocess
import tarfile

import requests

SHA256 = "3b1a5c0e0f4d9f6f1f6d8c2b7a9e4d5c6b7a8f9e0d1c2b3a4f5e6d7c8b9a0f1e"
content = requests.get("https://artifacts.example.com/tools-1.4.2.tar.gz", timeout=30).content
if hashlib.sha256(content).hexdigest() != SHA256:
    raise SystemExit("not what was expected")
with tarfile.open(fileobj=io.BytesIO(content)) as archive:
    archive.extractall("tmp/tools", filter="data")
subprocess.run(["tmp/tools/install.sh"], check=True)
