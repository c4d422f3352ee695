#!/usr/bin/env python3
import re
import subprocess
import sys
import urllib.error
import urllib.request

try:
    tag = sys.argv[1]
    if not re.fullmatch(r"v\d+", tag):
        raise ValueError(tag)
    subprocess.run(f"git tag {tag}", shell=True, check=True)
except (IndexError, ValueError):
    sys.exit("usage: deploy.py v1")
subprocess.run(f"git push origin {tag}", shell=True, check=True)

name = sys.argv[2]
try:
    if name not in ("staging", "production"):
        raise SystemExit("usage")
    urllib.request.urlopen("https://status.example.com/lock", timeout=5)
except urllib.error.URLError as error:
    print(f"no lock: {error}")
subprocess.run(f"kamal deploy -d {name}", shell=True, check=True)
