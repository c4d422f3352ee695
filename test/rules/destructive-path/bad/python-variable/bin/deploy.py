#!/usr/bin/env python3
import os
import shutil
import sys

shutil.rmtree(sys.argv[1])
              ~~~~~~~~~~~ [destructive-path]
shutil.rmtree(os.path.join(os.environ.get("BUILD_DIR", ""), "cache"))
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [destructive-path]
shutil.rmtree("/")
              ~~~ [destructive-path]
