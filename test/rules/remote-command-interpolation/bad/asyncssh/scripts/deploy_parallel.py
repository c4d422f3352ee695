#!/usr/bin/env python3
import asyncio
import sys

import asyncssh


async def restart(host: str, service: str) -> str:
    async with asyncssh.connect(host, username="deploy") as connection:
        result = await connection.run(f"docker restart {service}", check=True)
                                                       ~~~~~~~~~ [remote-command-interpolation]
        return result.stdout


asyncio.run(restart("203.0.113.10", sys.argv[1]))
