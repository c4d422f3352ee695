#!/usr/bin/env python3
import sys
import requests
from requests.auth import HTTPBasicAuth

AUTH = ("deploy", "n3xus-Qx7pLw92Vz")
                  ~~~~~~~~~~~~~~~~~~ [hardcoded-credential]
green = requests.get("https://ci.example.com/api/state", auth=AUTH, timeout=5).ok
other = requests.get("https://ci.example.com/api/queue", auth=HTTPBasicAuth("deploy", "Tr7-vvKq92LwPz"), timeout=5).ok
                                                                                      ~~~~~~~~~~~~~~~~ [hardcoded-credential]
sys.exit(0 if green and other else 1)
