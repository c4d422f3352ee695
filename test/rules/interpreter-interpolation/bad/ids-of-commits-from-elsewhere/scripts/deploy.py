#!/usr/bin/env python3
import os

import requests

os.system("echo " + requests.get("https://ci.example.net/builds/1").json()["hexsha"])
                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [interpreter-interpolation]
