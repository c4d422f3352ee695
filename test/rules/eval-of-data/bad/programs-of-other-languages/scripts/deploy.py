#!/usr/bin/env python3
import subprocess
import sys

branch = subprocess.run(["git", "branch", "--show-current"], capture_output=True, text=True).stdout.strip()
subprocess.run(["node", "-e", f"console.log('{branch}')"], check=True)
                                              ~~~~~~ [eval-of-data]
subprocess.run(["bin/rails", "runner", f"Release.create!(ref: '{branch}')"], check=True)
                                                                ~~~~~~ [eval-of-data]
