#!/usr/bin/env python3
import os
import urllib3

http = urllib3.PoolManager(cert_reqs="CERT_NONE")
                                     ~~~~~~~~~~~ [tls-check-off]
answer = http.request("GET", "https://vault.example.com/v1/sys/health", headers={"X-Vault-Token": os.environ["VAULT_TOKEN"]})
print(answer.status)
