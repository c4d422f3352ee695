#!/usr/bin/env python3
import os
import sys

name = "".join(["sys", "tem"])
getattr(os, name)(f"git tag {sys.argv[1]}")
                            ~~~~~~~~~~~~~ [interpreter-interpolation]
