#!/usr/bin/env python3
import os
import smtplib
from email.message import EmailMessage

message = EmailMessage()
message["To"] = "team@example.com"
message.set_content(f"{os.environ['KAMAL_PERFORMER']} deployed {os.environ['KAMAL_VERSION']}")
with smtplib.SMTP("smtp.example.com") as server:
    server.login("deploy", os.environ["SMTP_PASSWORD"])
    server.send_message(message)
