import subprocess
tag = subprocess.check_output(["git", "describe", "--tags"], text=True).strip()
subprocess.run(["kamal", "deploy", f"--version={tag}"], check=True)
                                   ~~~~~~~~~~~~~~~~~~ [untrusted-version]
