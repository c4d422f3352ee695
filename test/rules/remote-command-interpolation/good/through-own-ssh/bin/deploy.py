#!/usr/bin/env python3
import shlex
import subprocess
import sys


def ssh(host, *words):
    subprocess.run(["ssh", f"deploy@{host}", shlex.join(words)], check=True)


def remote(host, command):
    subprocess.run(["ssh", f"deploy@{host}", command], check=True)


ssh("web-1.example.com", "docker", "restart", sys.argv[1])
remote("web-1.example.com", "docker ps")
remote("web-1.example.com", f"docker restart {shlex.quote(sys.argv[1])}")
