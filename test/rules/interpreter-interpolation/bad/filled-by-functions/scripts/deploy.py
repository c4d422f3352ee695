#!/usr/bin/env python3
import os
import sys

config = {"tag": "latest"}


def fill(settings):
    settings["tag"] = sys.argv[1]


def main():
    fill(config)
    os.system(f"docker pull acme/shop:{config['tag']}")
                                      ~~~~~~~~~~~~~~~ [interpreter-interpolation]


main()
