#!/usr/bin/env python3
import os
import subprocess


class Shell:
    def __init__(self, folder: str = "."):
        self.folder = folder

    def execute(self, command: str) -> str:
        return subprocess.check_output(command, shell=True, cwd=self.folder, text=True)


shell = Shell()
print(shell.execute(f"git merge-base main {os.environ['GITHUB_HEAD_REF']}"))
                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [interpreter-interpolation]
