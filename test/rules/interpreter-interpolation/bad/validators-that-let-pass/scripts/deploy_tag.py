#!/usr/bin/env python3
import argparse
import subprocess


def trimmed(value):
    return value.strip()


parser = argparse.ArgumentParser()
parser.add_argument("tag", type=trimmed)
args = parser.parse_args()
subprocess.run(f"git checkout {args.tag}", shell=True, check=True)
                              ~~~~~~~~~~ [interpreter-interpolation]
