#!/usr/bin/env python3
import subprocess
import sys

subprocess.run(["rm", "-rf", sys.argv[1]], check=True)
                             ~~~~~~~~~~~ [destructive-path]
subprocess.run(["sudo", "rm", "-r", "--", sys.argv[2]], check=True)
                                          ~~~~~~~~~~~ [destructive-path]
subprocess.run(["kamal", "app", "boot"], check=True)
