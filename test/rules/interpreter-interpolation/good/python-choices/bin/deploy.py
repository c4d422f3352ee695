#!/usr/bin/env python3
import argparse
import os

parser = argparse.ArgumentParser()
parser.add_argument("--destination", choices=["staging", "production"])
parser.add_argument("--workers", type=int, default=2)
args = parser.parse_args()
os.system(f"kamal deploy -d {args.destination}")
os.system(f"kamal app exec 'bin/scale {args.workers}'")
