#!/usr/bin/env python3
import re
import subprocess
import sys

TAG = re.compile(r"v[0-9.]+", re.I)
WORDS = r"[a-z]+"
NAME = re.compile(WORDS)
ROLE = re.compile(
    r"""
    [a-z]+   # web, jobs
    (-[a-z]+)?
    """,
    re.VERBOSE,
)

tag, name, role = sys.argv[1:4]
if not TAG.fullmatch(tag):
    sys.exit("no tag")
subprocess.run(["ssh", "deploy@shop.example.com", f"echo {tag}"], check=True)
if not NAME.fullmatch(name):
    sys.exit("no name")
subprocess.run(["ssh", "deploy@shop.example.com", f"echo {name}"], check=True)
if not ROLE.fullmatch(role):
    sys.exit("no role")
subprocess.run(["ssh", "deploy@shop.example.com", f"echo {role}"], check=True)
