#!/usr/bin/env python3
import requests

requests.get("https://api.example.com/up", verify="config/ca.pem", timeout=5)
verify(checksum=False)
