#!/usr/bin/env python3
import os
import urllib.request


def current():
    tag = urllib.request.urlopen("https://releases.example.com/tag").read().decode()
    return {"tag": tag, "notes": "none"}


release = current()
os.system(f"docker pull acme/shop:{release['tag']}")
                                  ~~~~~~~~~~~~~~~~ [interpreter-interpolation]
os.system(f"logger {release['notes']}")
