#!/usr/bin/env python3
import requests

session = requests.Session()
session.auth = ("deploy", "Hk82-wPq-7Zt")
                          ~~~~~~~~~~~~~~ [hardcoded-credential]
session.get("https://gate.example.com/open", timeout=5)
