#!/usr/bin/env python3
import os
os.chmod("bin/start", 0o755)
os.chmod("storage", 0o770)
