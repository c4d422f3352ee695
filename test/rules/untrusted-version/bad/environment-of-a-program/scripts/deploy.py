import subprocess, os
env = dict(os.environ, VERSION=subprocess.getoutput("git branch --show-current"))
                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [untrusted-version]
subprocess.run(["kamal", "deploy"], env=env)
