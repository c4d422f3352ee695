import subprocess


def run(host, command, check=True):
    return subprocess.run(["ssh", "-o", "BatchMode=yes", f"deploy@{host}", command], check=check)
