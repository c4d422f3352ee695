#!/usr/bin/env python3
import os
from pathlib import Path

os.umask(0o077)
os.makedirs("/srv/shop/shared", mode=0o750, exist_ok=True)
key = Path.home() / ".ssh" / "deploy"
key.parent.mkdir(mode=0o700, exist_ok=True)
key.touch(mode=0o600)
key.chmod(0o600)
