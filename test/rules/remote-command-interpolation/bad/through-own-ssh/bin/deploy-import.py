#!/usr/bin/env python3
import subprocess
import sys


def in_container(container, script):
    return subprocess.run(["docker", "exec", container, "bash", "-lc", script], check=True)


in_container("shop-db", f"pg_restore -U postgres -d shop /backups/{sys.argv[1]}")
                                                                  ~~~~~~~~~~~~~ [remote-command-interpolation]
