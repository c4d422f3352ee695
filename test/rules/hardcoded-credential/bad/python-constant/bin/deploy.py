#!/usr/bin/env python3
DB_PASSWORD = "n0t-in-the-repo-92x"
              ~~~~~~~~~~~~~~~~~~~~~ [hardcoded-credential]
headers = {"auth_token": "9f2c41d7ab8835e06c17"}
                         ~~~~~~~~~~~~~~~~~~~~~~ [hardcoded-credential]
