#!/usr/bin/env python3
import base64
import os

import boto3

if not os.environ.get("DEPLOY_TOKEN"):
    raise SystemExit("DEPLOY_TOKEN is missing")
data = boto3.client("ecr").get_authorization_token()["authorizationData"][0]
user, password = base64.b64decode(data["authorizationToken"]).decode().split(":")
print("logging in to", data["proxyEndpoint"], "as", user)
