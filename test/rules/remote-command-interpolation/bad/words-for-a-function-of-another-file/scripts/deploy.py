#!/usr/bin/env python3
import sys

from lib.shell import sh

sh("ssh", "deploy@web1.example.com", f"cd /srv/shop && bin/release {sys.argv[1]}")
                                                                   ~~~~~~~~~~~~~ [remote-command-interpolation]
