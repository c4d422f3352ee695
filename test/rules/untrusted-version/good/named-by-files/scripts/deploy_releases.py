#!/usr/bin/env python3
import os
import subprocess

for release in sorted(os.listdir("releases")):
    subprocess.run(["kamal", "deploy", "--version", release], check=True)
