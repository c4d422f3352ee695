#!/usr/bin/env python3
import subprocess

sha = subprocess.check_output(["git", "rev-parse", "HEAD"]).decode().strip()
for command in ("docker build -t %s .", "docker push %s"):
    subprocess.check_call(command % f"ghcr.io/acme/shop:{sha}", shell=True)
