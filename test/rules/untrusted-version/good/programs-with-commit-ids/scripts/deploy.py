import subprocess, sys
subprocess.run(["kamal", "deploy", "-d", sys.argv[1]], check=True)
subprocess.run(["tool", "--version", sys.argv[1]], check=True)
