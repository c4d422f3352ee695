#!/usr/bin/env python3
import os

token = os.environ["DEPLOY_TOKEN"]
if not token.startswith("dt_"):
    raise SystemExit(f"{token} is no token")
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
