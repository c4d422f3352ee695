#!/usr/bin/env python3
import os


def fill(settings):
    settings["tag"] = "v1"


config = {"tag": "latest"}
fill(config)
os.system(f"docker pull acme/shop:{config['tag']}")
