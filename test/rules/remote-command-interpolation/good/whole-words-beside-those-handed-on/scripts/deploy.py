#!/usr/bin/env python3
import subprocess
import sys

TASK = "db:migrate"


def remote(host, *words):
    subprocess.run(["ssh", host, *words, TASK], check=True)


remote("web1.example.com", "bin/rails")
