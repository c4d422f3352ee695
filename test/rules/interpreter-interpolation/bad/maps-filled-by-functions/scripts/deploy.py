#!/usr/bin/env python3
import operator
import os
import sys


def settings():
    return {"tag": "x", "name": "y"}


result = settings()
operator.setitem(result, "tag", sys.argv[1])
os.system("echo " + result["tag"])
                    ~~~~~~~~~~~~~ [interpreter-interpolation]
other = settings()
other.__setitem__("name", sys.argv[1])
os.system("echo " + other["name"])
                    ~~~~~~~~~~~~~ [interpreter-interpolation]
