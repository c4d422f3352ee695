#!/usr/bin/env python3
import os
import re
import sys

HOSTS = {"web": "web-1.example.com", "job": "job-1.example.com"}
role, version, name, tag = sys.argv[1:5]

if HOSTS.get(role) is None:
    sys.exit("no such role")
commit = re.compile(r"^[0-9a-f]{7,40}$")
if not commit.match(version):
    sys.exit("not a commit")
if re.search(r"[^a-z0-9-]", name):
    sys.exit("not a name")
found = re.fullmatch(r"v\d+", tag)
if found is None:
    sys.exit("not a tag")

os.system(f"kamal app logs --roles {role}")
os.system(f"kamal rollback {version}")
os.system(f"kamal app exec {name} {tag}")
