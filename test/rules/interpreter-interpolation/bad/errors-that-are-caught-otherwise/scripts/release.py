#!/usr/bin/env python3
import os
import re
import sys
from contextlib import suppress

ERRORS = (ValueError,)

tag = sys.argv[1]
try:
    if not re.fullmatch(r"\w+", tag):
        sys.exit(1)
except:
    print("odd")
os.system(f"git tag {tag}")
                    ~~~~~ [interpreter-interpolation]

name = sys.argv[2]
try:
    if not re.fullmatch(r"\w+", name):
        raise KeyError(name)
except LookupError:
    print("odd")
os.system(f"git tag {name}")
                    ~~~~~~ [interpreter-interpolation]

role = sys.argv[3]
try:
    if not re.fullmatch(r"\w+", role):
        raise ValueError(role)
except ERRORS:
    print("odd")
os.system(f"git tag {role}")
                    ~~~~~~ [interpreter-interpolation]

host = sys.argv[4]
with suppress(ValueError):
    if not re.fullmatch(r"\w+", host):
        raise ValueError(host)
os.system(f"git tag {host}")
                    ~~~~~~ [interpreter-interpolation]
