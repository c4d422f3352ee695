#!/usr/bin/env python3
import subprocess
import sys

name = sys.argv[1]
if name not in ("staging", "production"):
    sys.exit("unknown destination")
subprocess.run(["crontab", "-"], input=f"0 4 * * * kamal app exec -d {name}\n", text=True, check=True)
with open("README.md", "a") as file:
    file.write(f"Put this into ~/.bashrc: {name}\n")
