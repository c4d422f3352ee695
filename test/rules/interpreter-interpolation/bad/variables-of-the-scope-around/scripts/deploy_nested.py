#!/usr/bin/env python3
import subprocess
import sys

tag = None


def read():
    global tag
    tag = sys.argv[1]


def deploy(argv):
    branch = None

    def parse():
        nonlocal branch
        branch = argv[argv.index("--branch") + 1]

    parse()
    subprocess.run(f"git reset --hard origin/{branch}", shell=True, check=True)
                                             ~~~~~~~~ [interpreter-interpolation]


read()
deploy(sys.argv)
subprocess.run(f"git tag {tag}", shell=True, check=True)
                         ~~~~~ [interpreter-interpolation]
