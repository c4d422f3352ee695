#!/usr/bin/env python3
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

tags = subprocess.check_output(["git", "ls-remote", "--tags", "origin"], text=True).splitlines()


def remove(tag):
    subprocess.run(f"docker rmi registry.example.com/shop:{tag}", shell=True, check=True)
                                                          ~~~~~ [interpreter-interpolation]


with ThreadPoolExecutor() as pool:
    pool.submit(remove, tags[0])
    list(pool.map(os.system, [f"docker rmi shop:{tag}" for tag in tags]))
                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [interpreter-interpolation]
