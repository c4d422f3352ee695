#!/usr/bin/env python3
import sys

import docker

container = docker.from_env().containers.get("shop-web")
container.exec_run(["sh", "-c", f"bin/note {sys.argv[1]}"])
                                           ~~~~~~~~~~~~~ [remote-command-interpolation]
container.exec_run(["bin/note", sys.argv[1]])
