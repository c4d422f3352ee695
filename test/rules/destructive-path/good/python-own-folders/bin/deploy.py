#!/usr/bin/env python3
import os
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent
shutil.rmtree("dist", ignore_errors=True)
shutil.rmtree(ROOT / "build")
folder = tempfile.mkdtemp()
shutil.rmtree(folder)
shutil.rmtree(os.environ["BUILD_DIR"])
