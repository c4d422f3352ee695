#!/usr/bin/env python3
import os
import requests

body = '{"text": "%s deployed"}' % os.environ["KAMAL_PERFORMER"]
       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [payload-injection]
requests.post(os.environ["SLACK_WEBHOOK_URL"], data=body)
