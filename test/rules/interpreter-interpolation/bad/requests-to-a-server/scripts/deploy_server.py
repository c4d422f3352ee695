#!/usr/bin/env python3
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/deploy")
def deploy():
    tag = request.get_json()["push_data"]["tag"]
    subprocess.Popen(f"kamal deploy --skip-push --version={tag} >> log/deploy.log 2>&1", shell=True)
                                                          ~~~~~ [interpreter-interpolation]
    return {"ok": True}
