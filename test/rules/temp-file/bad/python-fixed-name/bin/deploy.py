#!/usr/bin/env python3
LOCK = "/tmp/deploy.lock"
with open(LOCK, "w") as lock:
          ~~~~ [temp-file]
    lock.write("1")
