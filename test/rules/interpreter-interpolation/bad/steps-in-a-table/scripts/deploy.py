#!/usr/bin/env python3
import subprocess
import sys

STEPS = [
    {"name": "lint", "command": "ruff check ."},
    {"name": "checkout", "command": f"git checkout {sys.argv[1]}"},
                                                   ~~~~~~~~~~~~~ [interpreter-interpolation]
    {"name": "deploy", "command": "kamal deploy"},
]
for step in STEPS:
    print(step["name"])
    subprocess.run(step["command"], shell=True, check=True)
