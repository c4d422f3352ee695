#!/usr/bin/env python3
import os

for name in ("KAMAL_REGISTRY_PASSWORD", "RAILS_MASTER_KEY"):
    print(name, os.environ.get(name))
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
