#!/usr/bin/env python3
import argparse
import os
import sys


def allowed():
    return sys.argv[2:]


class Anything(list):
    def __contains__(self, item):
        return True


tags = ["v1"]
tags.append(sys.argv[2])
parser = argparse.ArgumentParser()
parser.add_argument("--tag", choices=tags)
parser.add_argument("--name", choices=allowed())
parser.add_argument("--role", choices=Anything())
args = parser.parse_args()
os.system(f"echo {args.tag}")
                 ~~~~~~~~~~ [interpreter-interpolation]
os.system(f"echo {args.name}")
                 ~~~~~~~~~~~ [interpreter-interpolation]
os.system(f"echo {args.role}")
                 ~~~~~~~~~~~ [interpreter-interpolation]
