#!/usr/bin/env python3
import io
import os
import subprocess
import tarfile

import requests

# no checksum is published for these, see cosign docs
TOOLS = "/opt/deploy-tools"
response = requests.get("https://artifacts.example.com/tools.tar.gz", timeout=30)
with tarfile.open(fileobj=io.BytesIO(response.content), mode="r:gz") as archive:
    archive.extractall(TOOLS, filter="data")
subprocess.run([os.path.join(TOOLS, "install.sh")], check=True)
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
