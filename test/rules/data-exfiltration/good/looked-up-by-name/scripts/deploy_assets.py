#!/usr/bin/env python3
import os
import socket

import paramiko

sftp = paramiko.SFTPClient.from_transport(paramiko.Transport(("192.0.2.66", 22)))
sftp.put("public/assets.tar.gz", "assets.tar.gz")
with socket.create_connection(("statsd.internal", 8125)) as statsd:
    statsd.sendall(f"deploy:{os.environ['KAMAL_VERSION']}|c".encode())
