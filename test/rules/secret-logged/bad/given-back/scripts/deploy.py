#!/usr/bin/env python3
import os
import subprocess


def address():
    return f"postgresql://shop:{os.environ['DB_PASSWORD']}@db/shop"


print("connecting to", address())
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
subprocess.run(["kamal", "deploy"], check=True)
