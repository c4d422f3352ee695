#!/usr/bin/env python3
import subprocess
import sys

for command in ("git fetch --tags", f"git checkout {sys.argv[1]}", "kamal deploy"):
                                                   ~~~~~~~~~~~~~ [interpreter-interpolation]
    subprocess.run(command, shell=True, check=True)
