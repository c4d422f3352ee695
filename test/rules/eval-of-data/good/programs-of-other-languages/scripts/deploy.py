#!/usr/bin/env python3
import json
import subprocess
import sys

branch = subprocess.run(["git", "branch", "--show-current"], capture_output=True, text=True).stdout.strip()
subprocess.run(["node", "-e", f"console.log({json.dumps(branch)})"], check=True)
subprocess.run(["bin/rails", "runner", "lib/scripts/release.rb", branch], check=True)
