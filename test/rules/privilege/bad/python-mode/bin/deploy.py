#!/usr/bin/env python3
import os
os.chmod("storage", 0o777)
                    ~~~~~ [privilege]
