#!/usr/bin/env python3
import argparse
import re
import subprocess
import sys
from typing import Literal

from pydantic import BaseModel


class Target(BaseModel):
    destination: Literal["staging", "production"]
    count: int


def release_tag(value):
    if not re.fullmatch(r"v\d+\.\d+\.\d+", value):
        raise argparse.ArgumentTypeError("not a release tag")
    return value


parser = argparse.ArgumentParser()
parser.add_argument("tag", type=release_tag)
args = parser.parse_args()
subprocess.run(f"git checkout {args.tag} && kamal deploy", shell=True, check=True)
target = Target(destination=sys.argv[2], count=sys.argv[3])
subprocess.run(f"kamal app logs -d {target.destination} -n {target.count} | less", shell=True)
