#!/usr/bin/env python3
import subprocess
import sys

process = subprocess.Popen(["ssh", "db1", "bash", "-s"], stdin=subprocess.PIPE, text=True)
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [remote-command-interpolation]
process.communicate(f"psql -c 'VACUUM {sys.argv[1]}'")
