import subprocess


def sh(*command):
    print("$", *command)
    subprocess.run(command, check=True)
