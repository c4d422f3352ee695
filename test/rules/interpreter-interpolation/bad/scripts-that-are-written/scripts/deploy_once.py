#!/usr/bin/env python3
import subprocess
import sys
import tempfile

task = sys.argv[1]
with tempfile.NamedTemporaryFile("w", suffix=".sh", delete=False) as script:
    script.write("set -eu\n")
    script.write(f"kamal app exec --reuse 'bin/rails {task}'\n")
                                                     ~~~~~~ [interpreter-interpolation]
subprocess.run(["bash", script.name], check=True)
