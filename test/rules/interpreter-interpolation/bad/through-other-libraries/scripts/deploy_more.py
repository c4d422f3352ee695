#!/usr/bin/env python3
import os
import subprocess
import sys

import pexpect
import sh

OPTIONS = dict(shell=True, check=True, text=True)

branch = sys.argv[1]
sh.git("fetch", "origin")
sh.bash("-c", f"git diff --stat origin/main...origin/{branch} | tail -1")
                                                     ~~~~~~~~ [interpreter-interpolation]
subprocess.run("git log --oneline main.." + branch, **OPTIONS)
                                            ~~~~~~ [interpreter-interpolation]
child = pexpect.spawn("/bin/bash", ["-c", "kamal app exec -i 'bin/rails c' | tee log/console-" + branch])
                                                                                                 ~~~~~~ [interpreter-interpolation]
child.interact()
