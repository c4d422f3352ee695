import subprocess


def sh(*command):
    subprocess.run(command, check=True)
