#!/usr/bin/env python3
import re
import subprocess
import sys

TAG = re.compile(r"v.*", re.I)
LINES = re.compile(r"^[a-z]+$", re.MULTILINE)

tag, lines = sys.argv[1:3]
if not TAG.fullmatch(tag):
    sys.exit("no tag")
subprocess.run(["ssh", "deploy@shop.example.com", f"echo {tag}"], check=True)
                                                         ~~~~~ [remote-command-interpolation]
if not LINES.search(lines):
    sys.exit("no lines")
subprocess.run(["ssh", "deploy@shop.example.com", f"echo {lines}"], check=True)
                                                         ~~~~~~~ [remote-command-interpolation]
