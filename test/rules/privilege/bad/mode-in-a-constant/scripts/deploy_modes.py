#!/usr/bin/env python3
import os
import stat

OPEN = stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO
for name in ("log", "tmp"):
    os.chmod(name, OPEN)
                   ~~~~ [privilege]
