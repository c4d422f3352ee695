#!/usr/bin/env python3
import sys

from lib.shell import sh

sh("bash", "-c", f"git checkout {sys.argv[1]} && kamal deploy")
                                ~~~~~~~~~~~~~ [interpreter-interpolation]
