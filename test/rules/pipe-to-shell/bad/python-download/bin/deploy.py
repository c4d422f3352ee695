#!/usr/bin/env python3
import subprocess
import requests

exec(requests.get("https://get.example.com/setup.py").text)
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
installer = requests.get("https://get.example.com/install.sh", timeout=5)
subprocess.run(["bash"], input=installer.content, check=True)
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
subprocess.run(["sh", "-c", installer.text])
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
