#!/usr/bin/env python3
import subprocess
import sys


def ssh(host, command):
    subprocess.run(["ssh", "-o", "ConnectTimeout=5", f"deploy@{host}", command], check=True)


ssh("web-1.example.com", "docker system prune -f")
ssh("web-1.example.com", f"docker restart {sys.argv[1]}")
                                          ~~~~~~~~~~~~~ [remote-command-interpolation]
