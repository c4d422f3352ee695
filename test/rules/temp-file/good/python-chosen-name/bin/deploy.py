#!/usr/bin/env python3
import os
import tempfile

with tempfile.NamedTemporaryFile("w") as file:
    file.write("1")
with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, "x"), "w") as file:
        file.write("1")
