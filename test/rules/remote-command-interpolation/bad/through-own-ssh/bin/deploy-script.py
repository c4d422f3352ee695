#!/usr/bin/env python3
import subprocess
import sys

TEMPLATE = """
set -eu
cd /srv/{app}
docker compose restart
"""


def on(host, script):
    subprocess.run(["ssh", f"deploy@{host}", "bash", "-s"], input=script, text=True, check=True)


on("web-1.example.com", TEMPLATE.format(app=sys.argv[1]))
                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [remote-command-interpolation]
on("web-1.example.com", TEMPLATE.format(app="shop"))
