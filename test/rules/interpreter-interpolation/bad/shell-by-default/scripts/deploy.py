#!/usr/bin/env python3
import subprocess
import sys


def call(command, **options):
    options.setdefault("shell", True)
    return subprocess.run(command, **options)


call("npm run build")
call(f"aws s3 sync public/assets s3://{sys.argv[1]}/assets")
                                      ~~~~~~~~~~~~~ [interpreter-interpolation]
