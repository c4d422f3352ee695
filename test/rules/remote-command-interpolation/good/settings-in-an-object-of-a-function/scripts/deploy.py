#!/usr/bin/env python3
import argparse
import subprocess
import sys
from dataclasses import dataclass

import docker


@dataclass
class Config:
    host: str
    ref: str


def parse() -> Config:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="web1.example.com")
    parser.add_argument("--ref", choices=["main", "next"])
    return Config(**vars(parser.parse_args()))


def defaults() -> Config:
    return Config(host="web1.example.com", ref="main")


config = parse()
subprocess.run(["ssh", config.host, f"cd /srv/shop && git reset --hard {config.ref}"], check=True)
usual = defaults()
subprocess.run(["ssh", usual.host, f"cd /srv/shop && git reset --hard {usual.ref}"], check=True)
container = docker.from_env().containers.get("shop-web")
container.exec_run(f"bin/release {sys.argv[1]}")
