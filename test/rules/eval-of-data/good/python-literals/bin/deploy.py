#!/usr/bin/env python3
import ast
import json
import os
import re

hosts = ast.literal_eval(os.environ["HOSTS"])
settings = json.loads(os.environ["SETTINGS"])
compiled = re.compile(settings["pattern"])
