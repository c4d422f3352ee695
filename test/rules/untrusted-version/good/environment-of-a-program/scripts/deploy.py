import subprocess, os
sha = subprocess.check_output(["git", "rev-parse", "HEAD"], text=True).strip()
subprocess.run(["kamal", "deploy"], env={**os.environ, "VERSION": sha})
