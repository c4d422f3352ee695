#!/usr/bin/env python3
import os
os.chmod("config/deploy_key", 0o644)
                              ~~~~~ [key-file-permissions]
