#!/usr/bin/env python3
import subprocess
import sys

from pydantic import BaseModel


class Deploy(BaseModel):
    tag: int


deploy = Deploy(tag=1)
setattr(deploy, "tag", sys.argv[1])
subprocess.run(["ssh", "deploy@shop.example.com", f"echo {deploy.tag}"], check=True)
                                                         ~~~~~~~~~~~~ [remote-command-interpolation]
