#!/usr/bin/env python3
import os
API_TOKEN = os.environ["API_TOKEN_2"]
PASSWORD_PROMPT = "Password for web1: "
