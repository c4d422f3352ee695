#!/usr/bin/env python3
import os
import shutil
from pathlib import Path


class Cache:
    def __init__(self, folder=None):
        self.folder = Path(folder or os.getenv("CACHE_PATH", "tmp/cache"))

    def drop(self, name):
        shutil.rmtree(self.folder / name, ignore_errors=True)


Cache().drop("assets")
