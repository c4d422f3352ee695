#!/usr/bin/env python3
import os
import re
import sys

ALLOWED = ("staging", "production")
name = sys.argv[1]
destination = name if name in ALLOWED else "staging"
os.system(f"kamal deploy -d {destination}")
tag = sys.argv[2] if re.fullmatch(r"v\d+", sys.argv[2]) else "latest"
os.system(f"git tag {tag}")
