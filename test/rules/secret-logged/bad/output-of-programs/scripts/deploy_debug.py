#!/usr/bin/env python3
import subprocess

out = subprocess.run(
    ["kamal", "secrets", "print", "-d", "production"], capture_output=True, text=True, check=True
).stdout
print(out)
~~~~~~~~~~ [secret-logged]
