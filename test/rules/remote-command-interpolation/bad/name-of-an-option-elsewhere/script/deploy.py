#!/usr/bin/env python3
import argparse
import json
import os
import subprocess
import sys
from typing import Literal

import requests
from pydantic import BaseModel

SERVER = "deploy@shop.example.com"


class Release(BaseModel):
    title: int
    channel: Literal["stable", "beta"]


class Note(BaseModel):
    title: str


parser = argparse.ArgumentParser()
parser.add_argument("--count", type=int)
args = parser.parse_args()

event = json.load(open(os.environ["GITHUB_EVENT_PATH"]))
subprocess.run(["ssh", SERVER, f"echo {event['title']}"], check=True)
                                      ~~~~~~~~~~~~~~~~ [remote-command-interpolation]

answer = requests.get("https://status.example.com/shop.json").json()
subprocess.run(["ssh", SERVER, f"scale {answer['count']}"], check=True)
                                       ~~~~~~~~~~~~~~~~~ [remote-command-interpolation]

note = Note(**answer)
subprocess.run(["ssh", SERVER, f"echo {note.title}"], check=True)
                                      ~~~~~~~~~~~~ [remote-command-interpolation]

typed = json.load(sys.stdin)
subprocess.run(["ssh", SERVER, f"scale {typed['count']}"], check=True)
                                       ~~~~~~~~~~~~~~~~ [remote-command-interpolation]
