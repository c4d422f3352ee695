#!/usr/bin/env python3
import os
os.chmod("config/deploy_key", 0o600)
os.chmod("config/deploy_key.pub", 0o644)
os.chmod("public/index.html", 0o644)
