import asyncio
import os

import asyncpg


async def main():
    connection = await asyncpg.connect(os.environ["DATABASE_URL"], ssl=False)
    await connection.close()


asyncio.run(main())
