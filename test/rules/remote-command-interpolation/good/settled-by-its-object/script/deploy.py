#!/usr/bin/env python3
import argparse
import subprocess
from enum import Enum
from typing import Literal, Optional

import requests
from pydantic import BaseModel, Field, TypeAdapter

SERVER = "deploy@shop.example.com"


class Role(str, Enum):
    WEB = "web"
    WORKER = "worker"


class Named(BaseModel):
    number: int | None = None


class Release(Named):
    channel: Literal["stable", "beta"]
    role: Optional[Role] = None
    tag: str = Field(pattern=r"^v[0-9.]+$")


parser = argparse.ArgumentParser()
parser.add_argument("--count", type=int)
parser.add_argument("--note")


def parsed():
    return parser.parse_args()


def announce(release: Release) -> None:
    subprocess.run(["ssh", SERVER, f"echo {release.channel} {release.role}"], check=True)


def latest() -> Release:
    answer = requests.get("https://releases.example.com/shop.json")
    return Release.model_validate(answer.json())


release = latest()
announce(release)
subprocess.run(["ssh", SERVER, f"echo {release.number} {release.tag}"], check=True)
fields = release.model_dump()
subprocess.run(["ssh", SERVER, f"echo {fields['channel']}"], check=True)
other = TypeAdapter(Release).validate_json(requests.get("https://releases.example.com/a.json").text)
subprocess.run(["ssh", SERVER, f"echo {other.number}"], check=True)
args = parsed()
subprocess.run(["ssh", SERVER, f"scale {args.count}"], check=True)
