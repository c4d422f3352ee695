#!/usr/bin/env python3
import os
import requests

requests.get("https://api.telegram.org/bot" + os.environ["BOT_TOKEN"] + "/sendMessage")
             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-in-argv-or-url]
