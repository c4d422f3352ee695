#!/usr/bin/env python3
import tarfile
import urllib.request

urllib.request.urlretrieve("https://artifacts.example.com/fonts.tar.gz", "tmp/fonts.tgz")
with tarfile.open("tmp/fonts.tgz") as archive:
    archive.extractall("public/fonts")
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [path-traversal]
