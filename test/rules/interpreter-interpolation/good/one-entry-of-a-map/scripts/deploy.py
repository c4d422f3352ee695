#!/usr/bin/env python3
import os
import urllib.request


def current():
    notes = urllib.request.urlopen("https://releases.example.com/notes").read().decode()
    return {"tag": "v1", "notes": notes}


release = current()
print(release["notes"])
os.system(f"docker pull acme/shop:{release['tag']}")
