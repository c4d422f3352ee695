#!/usr/bin/env python3
import argparse
import subprocess
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--destination", choices=[sys.argv[-1]])
args = parser.parse_args()
subprocess.run(f"kamal deploy -d {args.destination}", shell=True, check=True)
                                 ~~~~~~~~~~~~~~~~~~ [interpreter-interpolation]
