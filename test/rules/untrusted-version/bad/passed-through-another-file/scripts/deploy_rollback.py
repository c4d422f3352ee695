#!/usr/bin/env python3
import subprocess
import sys
from deploy_texts import trimmed

version = trimmed(sys.argv[1])
subprocess.run(["kamal", "rollback", version], check=True)
                                     ~~~~~~~ [untrusted-version]
