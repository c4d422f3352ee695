#!/usr/bin/env python3
import subprocess
import sys
from dataclasses import dataclass

from pydantic import BaseModel

SERVER = "deploy@shop.example.com"


@dataclass
class Release:
    number: int


class Plain:
    def __init__(self, count):
        self.count = count

    count: int


class Deploy(BaseModel):
    tag: int
    name: str
    channel: bool

    def shown(self):
        name: int = 3
        return name

    def switch(self):
        self.channel = sys.argv[4]


class Swap(BaseModel):
    left: int
    right: int
    third: int

    def swap(self):
        if SERVER: self.left = sys.argv[5]
        self.third, self.right = 1, sys.argv[6]


class Other(BaseModel):
    step: int


release = Release(number=sys.argv[1])
subprocess.run(["ssh", SERVER, f"echo {release.number}"], check=True)
                                      ~~~~~~~~~~~~~~~~ [remote-command-interpolation]
plain = Plain(count=sys.argv[1])
subprocess.run(["ssh", SERVER, f"echo {plain.count}"], check=True)
                                      ~~~~~~~~~~~~~ [remote-command-interpolation]
deploy = Deploy(tag=1, name=sys.argv[1], channel=sys.argv[2])
subprocess.run(["ssh", SERVER, f"echo {deploy.name}"], check=True)
                                      ~~~~~~~~~~~~~ [remote-command-interpolation]
copy = Deploy(tag=1, name="a", channel=True).model_copy(update={"tag": sys.argv[1]})
subprocess.run(["ssh", SERVER, f"echo {copy.tag}"], check=True)
                                      ~~~~~~~~~~ [remote-command-interpolation]
other = Other(step=1, size=1)
other.step = sys.argv[1]
subprocess.run(["ssh", SERVER, f"echo {other.step}"], check=True)
                                      ~~~~~~~~~~~~ [remote-command-interpolation]
subprocess.run(["ssh", SERVER, f"echo {deploy.channel}"], check=True)
                                      ~~~~~~~~~~~~~~~~ [remote-command-interpolation]
swap = Swap(left=1, right=2, third=3)
subprocess.run(["ssh", SERVER, f"echo {swap.left}"], check=True)
                                      ~~~~~~~~~~~ [remote-command-interpolation]
subprocess.run(["ssh", SERVER, f"echo {swap.right}"], check=True)
                                      ~~~~~~~~~~~~ [remote-command-interpolation]
