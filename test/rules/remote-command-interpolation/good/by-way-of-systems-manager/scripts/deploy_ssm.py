#!/usr/bin/env python3
import shlex
import subprocess
import sys

import boto3

ssm = boto3.client("ssm", region_name="eu-central-1")
commit = subprocess.check_output(["git", "rev-parse", "HEAD"], text=True).strip()
ssm.send_command(
    InstanceIds=sys.argv[2:],
    DocumentName="AWS-RunShellScript",
    Parameters={"commands": [f"docker pull acme/shop:{commit}", f"echo {shlex.quote(sys.argv[1])} >> /srv/notes"]},
    Comment=sys.argv[1],
)
