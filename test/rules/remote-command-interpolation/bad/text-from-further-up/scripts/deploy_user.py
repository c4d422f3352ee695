#!/usr/bin/env python3
import subprocess
import sys

_, user = sys.argv
remote = f"""
set -e
createuser {user}
"""
subprocess.run(["ssh", "db1", remote], check=True)
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [remote-command-interpolation]
