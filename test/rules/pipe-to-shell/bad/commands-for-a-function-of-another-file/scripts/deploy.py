#!/usr/bin/env python3
from lib.shell import run
from lib import shell

run("curl -fsSL https://get.example.com/agent.sh | bash")
     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
shell.run("wget -qO- https://get.example.com/agent.sh | sh")
           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
