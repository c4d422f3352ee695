#!/usr/bin/env python3
import ssl
import requests

requests.post("https://api.example.com/deploys", json={}, verify=False)
                                                                 ~~~~~ [tls-check-off]
session = requests.Session()
session.verify = False
~~~~~~~~~~~~~~~~~~~~~~ [tls-check-off]
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [tls-check-off]
insecure = ssl._create_unverified_context()
           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [tls-check-off]
