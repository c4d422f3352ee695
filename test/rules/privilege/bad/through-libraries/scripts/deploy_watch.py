#!/usr/bin/env python3
import docker

client = docker.DockerClient(base_url="ssh://deploy@203.0.113.10")
client.containers.run(
    "acme/watch:1.7.1",
    detach=True,
    volumes={"/var/run/docker.sock": {"bind": "/var/run/docker.sock", "mode": "rw"}},
                                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [privilege]
)
client.containers.run("acme/disk:1.0.0", volumes=["/:/host:ro"])
                                                  ~~~~~~~~~~~~ [privilege]
