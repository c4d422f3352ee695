#!/usr/bin/env python3
import json
import os
import requests

requests.post(os.environ["SLACK_WEBHOOK_URL"], json={"text": f"{os.environ['KAMAL_PERFORMER']} deployed"})
print('{"text": %s}' % json.dumps(os.environ["KAMAL_PERFORMER"]))
