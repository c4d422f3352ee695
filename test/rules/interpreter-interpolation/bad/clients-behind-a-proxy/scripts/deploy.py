#!/usr/bin/env python3
import os

import httpx

client = httpx.Client(base_url="https://tags.example.net", proxies="http://127.0.0.1:8080")
os.system("echo " + client.get("/latest").text)
                    ~~~~~~~~~~~~~~~~~~~~~~~~~~ [interpreter-interpolation]
