#!/usr/bin/env python3
import argparse
import os
import re
import sys

COMMIT = re.compile(r"[0-9a-f]{40}")

parser = argparse.ArgumentParser()
parser.add_argument("--commit")
args = parser.parse_args()
if not COMMIT.fullmatch(args.commit):
    sys.exit("give a commit")
os.system(f"git checkout {args.commit}")
