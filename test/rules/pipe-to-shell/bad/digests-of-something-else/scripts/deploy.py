#!/usr/bin/env python3
import hashlib
import os
import subprocess
import urllib.request

lock = hashlib.md5(os.environ["KAMAL_SERVICE"].encode()).hexdigest()
print("lock", lock)
urllib.request.urlretrieve("https://downloads.example.com/migrate.sh", "tmp/migrate.sh")
subprocess.run(["bash", "tmp/migrate.sh"], check=True)
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
