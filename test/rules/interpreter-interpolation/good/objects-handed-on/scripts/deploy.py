#!/usr/bin/env python3
import subprocess
import sys

import pexpect


class Runner:
    def run(self, *command: str) -> str:
        return subprocess.check_output(command, text=True)


class Deployer:
    def __init__(self, runner: Runner, branch: str):
        self.runner = runner
        self.branch = branch

    def deploy(self) -> None:
        self.runner.run("git", "fetch", "origin", self.branch)


Deployer(Runner(), sys.argv[1]).deploy()
pexpect.run("git tag %s" % sys.argv[1])
