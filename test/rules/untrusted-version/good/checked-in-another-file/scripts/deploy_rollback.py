#!/usr/bin/env python3
import subprocess
import sys
from deploy_checks import commit_id

commit = commit_id(sys.argv[1])
subprocess.run(["kamal", "rollback", commit], check=True)
subprocess.run(["kamal", "deploy", f"--version={commit}"], check=True)
