import subprocess


def branches():
    listed = subprocess.run(["git", "branch", "-r"], capture_output=True, text=True, check=True)
    for line in listed.stdout.splitlines():
        yield line.strip()


for branch in branches():
    subprocess.run(f"git log -1 --format=%h {branch}", shell=True, check=True)
                                            ~~~~~~~~ [interpreter-interpolation]
subprocess.run(["bundle", "exec", "kamal", "deploy"], check=True)
