#!/usr/bin/env python3
import subprocess

version = subprocess.check_output("git describe --tags --always", shell=True).decode().strip()
image = "ghcr.io/acme/shop:%s" % version
for command in ("docker build -t %s .", "docker push %s"):
    subprocess.check_call(command % image, shell=True)
                          ~~~~~~~~~~~~~~~ [interpreter-interpolation]
