#!/usr/bin/env python3
import paramiko
client = paramiko.SSHClient()
client.load_host_keys("config/known_hosts")
client.set_missing_host_key_policy(paramiko.RejectPolicy())
