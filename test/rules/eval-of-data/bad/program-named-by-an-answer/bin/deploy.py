#!/usr/bin/env python3
import subprocess

import requests

job = requests.get("https://jobs.example.com/next.json", timeout=5).json()
subprocess.run([job["name"], "--now"], check=True)
                ~~~~~~~~~~~ [eval-of-data]
