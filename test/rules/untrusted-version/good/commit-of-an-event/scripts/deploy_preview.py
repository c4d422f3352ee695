import json
import os
import subprocess

with open(os.environ["GITHUB_EVENT_PATH"]) as file:
    event = json.load(file)
subprocess.run(["bin/kamal", "deploy", "--version", event["pull_request"]["head"]["sha"]], check=True)
