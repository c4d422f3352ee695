#!/usr/bin/env python3
import argparse
import subprocess
from pathlib import Path

TARGETS = {"staging": "web-staging", "production": "web1"}

parser = argparse.ArgumentParser()
parser.add_argument("--destination", choices=sorted(TARGETS))
parser.add_argument("--host", choices=[*TARGETS.values()])
args = parser.parse_args()
subprocess.run(f"kamal deploy -d {args.destination} -h {args.host}", shell=True, check=True)
