#!/usr/bin/env python3
import shlex
import subprocess

subprocess.run(shlex.split("kamal secrets print -d production"), check=True)
                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [kamal-disclosure]
