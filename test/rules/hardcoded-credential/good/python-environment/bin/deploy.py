#!/usr/bin/env python3
import os

TOKEN = os.environ["DEPLOY_TOKEN"]
password = os.environ.get("DATABASE_PASSWORD", "")
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
SECRET_NAME = "projects/shop/secrets/database"
