import subprocess

DOCKER = ["docker", "run", "--rm"]
subprocess.run(DOCKER + ["-v", "/var/run/docker.sock:/var/run/docker.sock"] + ["aquasec/trivy:0.57.1"])
                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [privilege]
command = ["docker", "run"]
command.append("--privileged")
                ~~~~~~~~~~~~ [privilege]
command += ["tonistiigi/binfmt:qemu-v8.1.5"]
subprocess.run(command, check=True)
