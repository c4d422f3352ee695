#!/usr/bin/env python3
import certifi
import urllib3

http = urllib3.PoolManager(cert_reqs="CERT_REQUIRED", ca_certs=certifi.where())
print(http.request("GET", "https://vault.example.com/v1/sys/health").status)
