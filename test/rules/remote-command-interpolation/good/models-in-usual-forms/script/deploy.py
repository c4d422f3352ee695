#!/usr/bin/env python3
import subprocess
import sys
from typing import Literal

import pydantic
from pydantic_settings import BaseSettings

SERVER = "deploy@shop.example.com"


class Base(pydantic.BaseModel):
    """What every release has.

    Numbers only.
    """

    number: int = pydantic.Field(
        ge=1,
    )


class Release(Base):
    class Config:
        frozen = True

    channel: Literal["stable", "beta"] = "stable"

    def label(self) -> str:
        number: str = f"v{self.number}"
        return number


class Settings(BaseSettings):
    count: int = 2


class Printer:
    def __init__(self, number):
        self.number = number


release = Release(number=sys.argv[1], channel=sys.argv[2])
release.channel = "beta"
subprocess.run(["ssh", SERVER, f"echo {release.number} {release.channel}"], check=True)
copy = release.model_copy()
subprocess.run(["ssh", SERVER, f"echo {copy.number}"], check=True)
settings = Settings(count=sys.argv[3])
subprocess.run(["ssh", SERVER, f"scale {settings.count}"], check=True)
