#!/usr/bin/env python3
import subprocess
import sys

subprocess.check_call([sys.executable, "-m", "pip", "install", "requests"])
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [runtime-install]
