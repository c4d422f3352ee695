#!/usr/bin/env python3
import subprocess

version = subprocess.run(["kamal", "version"], capture_output=True, text=True, check=True).stdout
print(version)
password = subprocess.run(["op", "read", "op://deploy/registry/password"], capture_output=True, check=True).stdout
subprocess.run(["docker", "login", "ghcr.io", "-u", "acme", "--password-stdin"], input=password, check=True)
print("logged in", len(password))
