#!/usr/bin/env python3
import argparse
import os
from pathlib import Path

import yaml


def services():
    with open("config/deploy.yml") as file:
        return sorted(yaml.safe_load(file)["servers"])


targets = ["staging"]
targets.append("production")
for file in Path("config").glob("deploy.*.yml"):
    targets.append(file.stem.removeprefix("deploy."))
parser = argparse.ArgumentParser()
parser.add_argument("--target", choices=sorted(set(targets)))
parser.add_argument("--service", choices=services())
args = parser.parse_args()
os.system(f"kamal deploy -d {args.target} --roles {args.service}")
