#!/usr/bin/env python3
import json
import logging
import os

registry_password = os.environ["KAMAL_REGISTRY_PASSWORD"]
print(f"logging in with {registry_password}")
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
logging.info("key: %s", os.getenv("STRIPE_SECRET_KEY"))
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
print(json.dumps(dict(os.environ), indent=2))
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
for key, value in os.environ.items():
    print(key, value)
    ~~~~~~~~~~~~~~~~~ [secret-logged]
