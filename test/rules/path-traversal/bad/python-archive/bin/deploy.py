#!/usr/bin/env python3
import sys
import tarfile
import urllib.request

name = sys.argv[1]
with open("releases/" + name) as notes:
          ~~~~~~~~~~~~~~~~~~ [path-traversal]
    print(notes.name)
path, _ = urllib.request.urlretrieve("https://releases.example.com/app.tar")
tarfile.open(path).extractall("releases")
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [path-traversal]
