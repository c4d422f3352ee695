#!/usr/bin/env python3
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

HOSTS = ["203.0.113.10", "203.0.113.11"]


class Build:
    @property
    def sha(self):
        return subprocess.run(["git", "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()


class Shell:
    def __call__(self, *words):
        subprocess.run(words, check=True)


sh = Shell()
sh("git", "checkout", sys.argv[1])
subprocess.run(f"docker tag shop:latest shop:{Build().sha}", shell=True, check=True)


def reload(host):
    subprocess.run(f"ssh deploy@{host} systemctl --user reload caddy", shell=True, check=True)


with ThreadPoolExecutor() as pool:
    list(pool.map(reload, HOSTS))
print(shlex.join(sys.argv))
