#!/usr/bin/env python3
import subprocess
import sys
import paramiko

tag = sys.argv[1]
client = paramiko.SSHClient()
client.connect("app.example.com", username="deploy")
client.exec_command(f"docker pull registry.example.com/app:{tag}")
                                                           ~~~~~ [remote-command-interpolation]
subprocess.run(["ssh", "deploy@app.example.com", "docker", "tag", tag, "live"], check=True)
                                                                  ~~~ [remote-command-interpolation]
subprocess.run(["psql", "-c", "delete from releases where tag = '%s'" % tag], check=True)
                                                                 ~~ [remote-command-interpolation]
