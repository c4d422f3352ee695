#!/usr/bin/env python3
import os
import re
from urllib.parse import urlsplit

dsn = os.environ["DATABASE_URL"]
url = urlsplit(dsn)
print("database", url.hostname, url.port, url.path)
print("database", dsn.split("@")[-1], re.sub(r"://[^@]+@", "://***@", dsn))
masked_url = dsn
if "@" in dsn:
    masked_url = "****@" + dsn.split("@")[1]
print("using", masked_url)
print("DATABASE_URL", "set" if os.environ.get("DATABASE_URL") else "missing")
