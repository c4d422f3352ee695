#!/usr/bin/env python3
import subprocess
import sys


def kamal(*args):
    subprocess.run(["bundle", "exec", "kamal", *args], check=True)


def docker(args):
    subprocess.run(["docker"] + args, check=True)


docker(["image", "prune", "-f"])
kamal("secrets", "print", "-d", sys.argv[1])
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [kamal-disclosure]
kamal("deploy", "-d", "production")
