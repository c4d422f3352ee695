#!/usr/bin/env python3
import docker

api = docker.APIClient()
container = api.create_container("acme/agent:1.2.0", host_config=api.create_host_config(privileged=True))
                                                                                                   ~~~~ [privileged]
api.start(container)
