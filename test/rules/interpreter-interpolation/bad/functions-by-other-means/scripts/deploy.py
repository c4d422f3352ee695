import functools
import subprocess
import sys

sh = functools.partial(subprocess.run, shell=True, check=True)


def run(*, command):
    subprocess.check_call(command, shell=True)


sh(f"git checkout {sys.argv[1]}")
                  ~~~~~~~~~~~~~ [interpreter-interpolation]
run(command="docker pull " + sys.argv[2])
                             ~~~~~~~~~~~ [interpreter-interpolation]
