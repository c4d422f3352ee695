#!/usr/bin/env python3
import os
import subprocess
import sys

branch = sys.argv[1] if len(sys.argv) > 1 else "main"
os.system("git checkout " + branch)
                            ~~~~~~ [interpreter-interpolation]
subprocess.run(f"git pull origin {branch}", shell=True, check=True)
                                 ~~~~~~~~ [interpreter-interpolation]
subprocess.check_call("docker build -t app:%s ." % os.environ["TAG"], shell=True)
                                           ~~ [interpreter-interpolation]
command = "kamal deploy --version={}".format(branch)
os.popen(command).read()
         ~~~~~~~ [interpreter-interpolation]
