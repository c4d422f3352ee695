#!/usr/bin/env python3
import shutil
import subprocess
import urllib.request

urllib.request.urlretrieve("https://assets.example.com/fonts.zip", "tmp/fonts.zip")
shutil.unpack_archive("tmp/fonts.zip", "public/fonts")
subprocess.run(["bin/fonts/subset.sh", "public/fonts/sans.ttf"], check=True)
shutil.unpack_archive("vendor/tools.zip", "tmp/tools")
subprocess.run(["tmp/tools/install.sh"], check=True)
