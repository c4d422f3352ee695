#!/usr/bin/env python3
import docker

client = docker.from_env()
client.containers.run("acme/monitor:1.8.2", detach=True, privileged=False, read_only=True, user="1000")
