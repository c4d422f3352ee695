#!/usr/bin/env python3
import os
import sys

ALLOWED = ("staging", "production")
name = sys.argv[1]
destination = name if name not in ALLOWED else "staging"
os.system(f"kamal deploy -d {destination}")
                            ~~~~~~~~~~~~~ [interpreter-interpolation]
