#!/usr/bin/env python3
import subprocess
import sys
from pathlib import Path

name = sys.argv[1]
with open(Path.home() / ".zshrc", "a") as file:
    file.write(f"alias deploy='kamal deploy -d {name}'\n")
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [eval-of-data]
subprocess.run(["crontab", "-"], input=f"0 4 * * * kamal app exec {name}\n", text=True, check=True)
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [eval-of-data]
title = subprocess.run(["git", "log", "-1", "--format=%s"], capture_output=True, text=True).stdout
Path(".git/hooks/post-merge").write_text(f"#!/bin/sh\necho {title}\n")
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [eval-of-data]
