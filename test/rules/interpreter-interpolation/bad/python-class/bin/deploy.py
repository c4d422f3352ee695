#!/usr/bin/env python3
import os
import shlex
import sys


class Deployment:
    def __init__(self, branch):
        self.branch = branch
        self.safe = shlex.quote(branch)

    def pull(self):
        os.system(f"git checkout {self.safe}")
        os.system(f"git pull origin {self.branch}")
                                    ~~~~~~~~~~~~~ [interpreter-interpolation]


Deployment(sys.argv[1]).pull()
