import subprocess


def run(command):
    print(f"> {command}")
    subprocess.run(command, shell=True, check=True)
