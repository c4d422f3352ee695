#!/usr/bin/env python3
import os
import re
from pathlib import Path

import requests

env = dict(os.environ)
token = re.search(r"^API_TOKEN=(.*)$", Path(".env").read_text(), re.M)[1]
requests.get("https://api.example.com/deploys", headers={"Authorization": f"Bearer {token}"}, timeout=5)
requests.get("https://api.example.com/deploys", headers={"X-Token": env["API_TOKEN"]}, timeout=5)
