#!/usr/bin/env python3
import subprocess
import sys

TASK = sys.argv[1]


def remote(*words):
    subprocess.run(["ssh", "deploy@web1.example.com", *words, TASK], check=True)
                                                              ~~~~ [remote-command-interpolation]


remote("bin/rails")
