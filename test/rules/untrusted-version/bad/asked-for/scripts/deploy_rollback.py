#!/usr/bin/env python3
import subprocess

version = input("Version to go back to: ").strip()
subprocess.run(["kamal", "rollback", version], check=True)
                                     ~~~~~~~ [untrusted-version]
