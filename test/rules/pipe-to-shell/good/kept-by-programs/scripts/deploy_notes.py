import subprocess
from pathlib import Path

import requests

Path("tmp/notes.json").write_text(requests.get("https://api.acme.dev/notes", timeout=5).text)
subprocess.run(["bin/kamal", "deploy"], check=True)
subprocess.run(["jq", ".title", "tmp/notes.json"], check=True)
