#!/usr/bin/env python3
import subprocess
import urllib.request

subprocess.run(["cosign", "verify", "ghcr.io/acme/shop"], check=True)
subprocess.run(["sha256sum", "dist/app.js"], check=True)
urllib.request.urlretrieve("https://downloads.example.com/migrate.sh", "tmp/migrate.sh")
subprocess.run(["bash", "tmp/migrate.sh"], check=True)
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
