import subprocess


def run(text):
    subprocess.run(text, shell=True, check=True)
