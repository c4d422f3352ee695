#!/usr/bin/env python3
import sys

from lib.shell import sh

sh("bash", "-c", 'git checkout "$1" && kamal deploy', "deploy", sys.argv[1])
