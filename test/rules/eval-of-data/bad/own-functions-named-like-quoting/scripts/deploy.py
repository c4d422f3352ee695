#!/usr/bin/env python3
import json
import subprocess
import sys


def repr(value):
    return value


eval(repr(sys.argv[1]))
     ~~~~~~~~~~~~~~~~~ [eval-of-data]
subprocess.run(["ruby", "-e", f"puts {json.dumps(sys.argv[1])}"], check=True)
                                      ~~~~~~~~~~~~~~~~~~~~~~~ [eval-of-data]
