#!/usr/bin/env python3
import subprocess


def curl(*args):
    subprocess.run(["curl", "-sS", "--max-time", "10", *args], check=True)


def fetch(url):
    subprocess.run(["curl", "-fsSk", url], check=True)
                             ~~~~~ [tls-check-off]


curl("https://www.example.com/up")
curl("-k", "-X", "POST", "https://purge.example.com/all")
      ~~ [tls-check-off]
fetch("https://www.example.com/up")
fetch("https://www.example.com/version")
