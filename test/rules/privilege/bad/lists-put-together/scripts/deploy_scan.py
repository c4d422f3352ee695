import subprocess

DOCKER = ["docker", "run", "--rm"]
subprocess.run(DOCKER + ["-v", "/var/run/docker.sock:/var/run/docker.sock"] + ["aquasec/trivy:0.57.1"])
                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [privilege]
command = ["chmod"]
command.append("777")
                ~~~ [privilege]
command += ["/srv/uploads"]
subprocess.run(command, check=True)
