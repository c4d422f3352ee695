#!/usr/bin/env python3
import tarfile
import requests

response = requests.get("https://backups.example.com/latest.tar", stream=True, timeout=30)
with tarfile.open(fileobj=response.raw, mode="r|") as archive:
    for member in archive:
        archive.extract(member, "/srv/shop/restore")
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [path-traversal]
