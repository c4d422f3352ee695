#!/usr/bin/env python3
import shutil
import sys
from pathlib import Path

RELEASES = Path("/srv/shop/releases")
shutil.rmtree(RELEASES / sys.argv[1])
              ~~~~~~~~~~~~~~~~~~~~~~ [path-traversal]
