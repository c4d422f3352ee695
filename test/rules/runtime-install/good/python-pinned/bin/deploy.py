#!/usr/bin/env python3
import subprocess
import sys

subprocess.check_call([sys.executable, "-m", "pip", "install", "requests==2.32.3"])
subprocess.check_call([sys.executable, "-m", "pip", "install", "-r", "requirements.txt"])
