#!/usr/bin/env python3
import tarfile

with tarfile.open("tmp/backup.tar") as archive:
    for member in archive:
        archive.extract(member, "/srv/shop/restore", filter="data")
