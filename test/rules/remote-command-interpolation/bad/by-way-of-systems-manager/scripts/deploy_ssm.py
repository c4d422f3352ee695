#!/usr/bin/env python3
import sys

import boto3

ssm = boto3.client("ssm", region_name="eu-central-1")
ssm.send_command(
    InstanceIds=["i-0123456789abcdef0"],
    DocumentName="AWS-RunShellScript",
    Parameters={"commands": ["set -e", f"docker pull acme/shop:{sys.argv[1]}", "docker image prune -f"]},
                                                               ~~~~~~~~~~~~~ [remote-command-interpolation]
)
