#!/usr/bin/env python3
import shlex
import subprocess
import sys

tag = sys.argv[1]
command = f"kamal rollback {tag}"
                            ~~~ [untrusted-version]
subprocess.run(command.split(), check=True)
subprocess.run(shlex.split(f"kamal deploy --version={tag}"), check=True)
                                          ~~~~~~~~~~~~~~~ [untrusted-version]
