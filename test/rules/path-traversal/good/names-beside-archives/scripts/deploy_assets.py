#!/usr/bin/env python3
import io
import os
import shutil
import tarfile
from pathlib import Path

with tarfile.open("tmp/assets.tar.gz", "w:gz") as archive:
    for entry in sorted(os.scandir("public"), key=lambda one: one.name):
        archive.add(os.path.join("public", entry.name))
    for entry in sorted(Path("docs").iterdir()):
        shutil.copy(entry, os.path.join("tmp/docs", entry.name))
    info = tarfile.TarInfo(name="REVISION")
    archive.addfile(info, io.BytesIO(b"1"))
    with open(os.path.join("tmp", info.name), "w") as revision:
        revision.write("1")
