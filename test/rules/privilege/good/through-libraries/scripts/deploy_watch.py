#!/usr/bin/env python3
import docker

client = docker.from_env()
client.containers.run("acme/watch:1.7.1", volumes={"/srv/watch": {"bind": "/data", "mode": "ro"}}, network="kamal")
