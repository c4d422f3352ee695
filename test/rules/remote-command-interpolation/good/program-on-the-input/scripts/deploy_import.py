#!/usr/bin/env python3
import subprocess
import sys

process = subprocess.Popen(["ssh", "db1", "psql", "shop"], stdin=subprocess.PIPE, text=True)
process.communicate(sys.stdin.read())
