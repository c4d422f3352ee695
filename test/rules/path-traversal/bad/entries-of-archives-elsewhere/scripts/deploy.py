#!/usr/bin/env python3
import os
import tarfile


def place(archive, member):
    with open(os.path.join("public", member.name), "wb") as out:
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [path-traversal]
        out.write(archive.extractfile(member).read())


with tarfile.open("build.tar") as archive:
    for member in sorted(archive.getmembers(), key=lambda one: one.size):
        place(archive, member)
