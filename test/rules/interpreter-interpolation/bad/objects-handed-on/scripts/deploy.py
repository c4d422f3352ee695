#!/usr/bin/env python3
import subprocess
import sys

import pexpect


class Runner:
    def run(self, command: str) -> str:
        return subprocess.check_output(command, shell=True, text=True)


class Deployer:
    def __init__(self, runner: Runner, branch: str):
        self.runner = runner
        self.branch = branch

    def deploy(self) -> None:
        self.runner.run(f"git fetch origin {self.branch}")
                                           ~~~~~~~~~~~~~ [interpreter-interpolation]
        self.runner.run("kamal deploy")


Deployer(Runner(), sys.argv[1]).deploy()
pexpect.run("/bin/sh -c 'kamal deploy --version %s'" % sys.argv[1])
                                                ~~ [interpreter-interpolation]
