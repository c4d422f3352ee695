import os
import subprocess

request = {"url": "https://ci.example.com"}
request["auth"] = "Bearer " + os.environ["CI_TOKEN"]
print("asking with", request["auth"])
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
subprocess.run(["kamal", "deploy"], check=True)
