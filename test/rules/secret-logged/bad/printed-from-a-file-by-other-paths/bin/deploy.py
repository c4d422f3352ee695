#!/usr/bin/env python3
import json
import os
from pathlib import Path

with open("tmp/all.json", "w") as file:
    json.dump(dict(os.environ), file)
print(Path("tmp/all.json").read_text())
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
