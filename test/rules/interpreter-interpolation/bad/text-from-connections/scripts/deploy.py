#!/usr/bin/env python3
import os
import socket

link = socket.create_connection(("releases.example.com", 4000))
version = link.recv(64).decode()
os.system(f"kamal deploy --version {version}")
                                   ~~~~~~~~~ [interpreter-interpolation]
for line in link.makefile():
    os.system(f"kamal app exec {line}")
                               ~~~~~~ [interpreter-interpolation]
