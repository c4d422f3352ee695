#!/usr/bin/env python3
import shutil
import urllib.request

urllib.request.urlretrieve("https://artifacts.example.com/docs.tar.gz", "tmp/docs.tar.gz")
shutil.unpack_archive("tmp/docs.tar.gz", "public/docs")
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [path-traversal]
