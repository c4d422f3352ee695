#!/usr/bin/env python3
import os
import sys

password = os.environ.get("DB_PASSWORD")
if not password:
    sys.exit("DB_PASSWORD is not set")
print("password is", "set" if password else "missing")
print(f"password has {len(password)} characters")
print(os.environ["KAMAL_VERSION"], file=sys.stderr)
with open("netrc", "w") as netrc:
    print(f"password {password}", file=netrc)
token_url = os.environ["OAUTH_TOKEN_URL"]
print(token_url)
