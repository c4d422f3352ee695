#!/usr/bin/env python3
import os
import requests

requests.get(f"https://{os.environ['API_HOST']}/up", headers={"X-Token": os.environ["API_TOKEN"]})
