#!/usr/bin/env python3
import os

import git

commit = git.Repo(".").head.commit
os.system(f"bin/notify '{commit.message}'")
                        ~~~~~~~~~~~~~~~~ [interpreter-interpolation]
os.system(f"bin/notify {commit.hexsha[:7]}")
