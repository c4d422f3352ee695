#!/usr/bin/env python3
import hashlib
import subprocess
import urllib.request

SUM = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for chunk in iter(lambda: file.read(65536), b""):
            digest.update(chunk)
    return digest.hexdigest()


urllib.request.urlretrieve("https://downloads.example.com/migrate.sh", "tmp/migrate.sh")
if sha256("tmp/migrate.sh") != SUM:
    raise SystemExit("tmp/migrate.sh is not what it was")
subprocess.run(["bash", "tmp/migrate.sh"], check=True)
