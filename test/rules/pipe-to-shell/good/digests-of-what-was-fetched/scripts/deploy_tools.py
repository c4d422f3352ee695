#!/usr/bin/env python3
import hashlib
import subprocess
from pathlib import Path

import requests

SUM = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
target = Path("tmp") / "migrate.sh"
target.write_bytes(requests.get("https://downloads.example.com/migrate.sh", timeout=30).content)
assert hashlib.sha256(target.read_bytes()).hexdigest() == SUM
subprocess.run(["bash", str(target)], check=True)
