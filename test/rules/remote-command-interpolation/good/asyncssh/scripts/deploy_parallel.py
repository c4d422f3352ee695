#!/usr/bin/env python3
import asyncio
import shlex
import sys

import asyncssh


async def restart(host: str, service: str) -> None:
    async with asyncssh.connect(host, username="deploy") as connection:
        await connection.run("docker ps", check=True)
        await connection.run(f"docker restart {shlex.quote(service)}", check=True)


asyncio.run(restart("203.0.113.10", sys.argv[1]))
