#!/usr/bin/env python3
import os
from pathlib import Path

STORAGE = Path("/srv/shop/storage")

os.umask(0)
         ~ [privilege]
os.makedirs("/srv/shop/shared", mode=0o777, exist_ok=True)
                                     ~~~~~ [privilege]
for name in ("uploads", "exports"):
    folder = STORAGE / name
    folder.mkdir(exist_ok=True)
    folder.chmod(0o777)
                 ~~~~~ [privilege]
