#!/usr/bin/env python3
import shlex
import subprocess
import sys

subprocess.run(shlex.split(f"kamal app logs --grep {shlex.quote(sys.argv[1])}"), check=True)
subprocess.run("kamal deploy -d production".split(" "), check=True)
