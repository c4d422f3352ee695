#!/usr/bin/env python3
import json
import os
import re
import sys
from contextlib import suppress

tag = sys.argv[1]
try:
    if not re.fullmatch(r"\w+", tag):
        sys.exit("odd")
    lock = json.loads(sys.stdin.read())
except json.JSONDecodeError:
    lock = None
except Exception as error:
    print(error)
os.system(f"git tag {tag}")

name = sys.argv[2]
with suppress(FileNotFoundError):
    os.remove("lock")
    if not re.fullmatch(r"\w+", name):
        raise ValueError(name)
os.system(f"git tag {name}")
