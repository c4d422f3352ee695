#!/usr/bin/env python3
import subprocess
import tempfile
import urllib.request

with tempfile.NamedTemporaryFile(delete=False) as file:
    file.write(urllib.request.urlopen("https://dl.acme.example/agent").read())
subprocess.run([file.name, "--now"], check=True)
fetched, _ = urllib.request.urlretrieve("https://dl.acme.example/agent")
subprocess.run([fetched, "--now"], check=True)
