import subprocess
from pathlib import Path

import httpx


def assets():
    for path in sorted(Path("public/assets").glob("*.css")):
        yield path


subprocess.run(["kamal", "deploy"], check=True)
for path in assets():
    httpx.put(f"https://cdn.example.com/{path.name}", content=path.read_bytes())
