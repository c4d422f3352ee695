#!/usr/bin/env python3
import subprocess
import urllib.request

urllib.request.urlretrieve("https://get.example.com/setup.sh", "/opt/setup.sh")
subprocess.run("set -e; sudo bash /opt/setup.sh && kamal deploy", shell=True, check=True)
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
