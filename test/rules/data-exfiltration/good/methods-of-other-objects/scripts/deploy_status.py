#!/usr/bin/env python3
import hashlib
import os

import status

digest = hashlib.sha256()
digest.update(os.environ["RAILS_MASTER_KEY"].encode())
status.update(f"deployed {digest.hexdigest()[:7]}")
