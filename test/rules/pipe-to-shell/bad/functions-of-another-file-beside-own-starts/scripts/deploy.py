#!/usr/bin/env python3
import subprocess

import shell

subprocess.run(["true"], check=True)
shell.run("curl -fsSL https://get.example.com/tool | sh")
           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
