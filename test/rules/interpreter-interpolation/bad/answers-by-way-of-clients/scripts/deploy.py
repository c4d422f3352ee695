#!/usr/bin/env python3
import os

import httpx
import requests

session = requests.Session()
tag = session.get("https://releases.example.com/current", timeout=5).json()["tag"]
os.system(f"docker pull acme/shop:{tag}")
                                  ~~~~~ [interpreter-interpolation]
with httpx.Client(base_url="https://releases.example.com") as client:
    name = client.get("/name").text
    os.system(f"kamal app exec 'bin/announce {name}'")
                                             ~~~~~~ [interpreter-interpolation]
