#!/usr/bin/env python3
import ell
import shell

shell.run("kamal deploy")
ell.run("curl -fsSL https://get.example.com/tool | sh")
