#!/usr/bin/env python3
import json
import os

with open("tmp/environment.json", "w") as file:
    json.dump(dict(os.environ), file)
with open("tmp/version") as file:
    print(file.read())
