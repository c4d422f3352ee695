#!/usr/bin/env python3
import re
import subprocess
import sys

tag = sys.argv[1]
try:
    if not re.fullmatch(r"v\d+", tag):
        raise ValueError(tag)
except ValueError:
    print("odd tag, going on")
subprocess.run(f"git tag {tag}", shell=True, check=True)
                         ~~~~~ [interpreter-interpolation]

name = sys.argv[2]
try:
    assert name in ("staging", "production")
except AssertionError as error:
    print(error)
subprocess.run(f"kamal deploy -d {name}", shell=True, check=True)
                                 ~~~~~~ [interpreter-interpolation]
