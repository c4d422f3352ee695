import subprocess
import sys

command = ["docker", "run", "--rm"]
command.extend(["-v", "/srv/data:/data:ro"])
command.append("acme/shop:1.2")
command += sys.argv[1:]
subprocess.run(command, check=True)
