#!/usr/bin/env python3
import ssl, urllib.request
ctx = ssl.create_default_context()
ctx.check_hostname = False
ctx.verify_mode = ssl.CERT_NONE
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [tls-check-off]
urllib.request.urlopen("https://deploys.example.com", context=ctx)
