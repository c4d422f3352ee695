#!/usr/bin/env python3
import os
import subprocess

import git

repo = git.Repo(".")
os.system(f"bin/notify {repo.head.commit.hexsha}")
subprocess.run(["bin/notify", repo.head.commit.message], check=True)
