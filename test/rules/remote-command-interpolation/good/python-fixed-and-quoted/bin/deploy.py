#!/usr/bin/env python3
import shlex
import subprocess
import sys

host, tag = sys.argv[1:3]
subprocess.run(["ssh", f"deploy@{host}", "sudo systemctl restart nginx"], check=True)
subprocess.run(["ssh", host, "docker pull app:" + shlex.quote(tag)], check=True)
subprocess.run(["scp", "compose.yml", f"{host}:/srv/app/"], check=True)
