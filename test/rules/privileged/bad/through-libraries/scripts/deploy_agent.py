#!/usr/bin/env python3
import docker

client = docker.from_env()
client.containers.run("acme/monitor:1.8.2", detach=True, name="monitor", privileged=True)
                                                                                    ~~~~ [privileged]
