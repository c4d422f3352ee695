#!/usr/bin/env python3
import os
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
version = (ROOT / "VERSION").read_text().strip()
with open(f"releases/{version}.txt", "w") as notes:
    notes.write("deployed")
with tarfile.open("dist/app.tar") as archive:
    archive.extractall("build", filter="data")
name = os.path.basename(os.environ["GITHUB_HEAD_REF"])
Path(f"notes/{name}").write_text("deployed")
