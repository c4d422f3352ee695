#!/usr/bin/env python3
import json
import subprocess
import sys

subprocess.run(["node", "-e", f"console.log({json.dumps(sys.argv[1])})"], check=True)
subprocess.run(["python3", "-c", f"print({repr(sys.argv[1])})"], check=True)
