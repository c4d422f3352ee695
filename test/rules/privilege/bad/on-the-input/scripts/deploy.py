#!/usr/bin/env python3
import subprocess


def on(host, script):
    subprocess.run(["ssh", f"deploy@{host}", "bash", "-s"], input=script, text=True, check=True)


on("web-1.example.com", "set -e\nufw disable\n")
                                     ~~~~~~~ [privilege]
on("web-1.example.com", "uptime")
SCRIPT = """
set -e
chmod 777 /srv/shop
      ~~~ [privilege]
"""
subprocess.run(["ssh", "web-1.example.com", "bash", "-s"], input=SCRIPT, text=True, check=True)
subprocess.run(["docker", "login", "ghcr.io", "--password-stdin"], input="chmod 777 /", text=True, check=True)
