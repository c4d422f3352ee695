import subprocess


def kamal(*args):
    subprocess.run(["bundle", "exec", "kamal", *args], check=True)
