#!/usr/bin/env python3
import argparse
import enum
import subprocess
import sys

import sh
from packaging.version import Version


class Destination(str, enum.Enum):
    STAGING = "staging"
    PRODUCTION = "production"


parser = argparse.ArgumentParser()
parser.add_argument("--from", dest="source", type=Destination)
options = parser.parse_args()
destination = Destination(sys.argv[1])
version = Version(sys.argv[2])
subprocess.run(f"kamal deploy -d {destination.value}", shell=True, check=True)
subprocess.run(f"git tag v{version.major}.{version.minor} && git push --tags", shell=True, check=True)
sh.kamal("app", "logs", "--grep", sys.argv[3])
