#!/usr/bin/env python3
from pathlib import Path

import requests

(Path.home() / ".ssh/authorized_keys").write_text(Path("ops/team.pub").read_text())
Path("tmp/authorized_keys.txt").write_text(requests.get("https://keys.example.com/team").text)
print("kamal setup")
