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
    parser.add_argument("--ref", required=True)
    return Config(**vars(parser.parse_args()))


config = parse()
subprocess.run(["ssh", config.host, f"cd /srv/shop && git reset --hard {config.ref}"], check=True)
                                                                       ~~~~~~~~~~~~ [remote-command-interpolation]
container = docker.from_env().containers.get("shop-web")
container.exec_run(f"sh -c 'bin/release {sys.argv[1]}'")
                                        ~~~~~~~~~~~~~ [remote-command-interpolation]
