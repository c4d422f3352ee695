import os

user = os.getenv("DB_USER", "shop")
password = os.environ.get("DB_PASSWORD", "")
token = os.environ.get("API_TOKEN") or None
secret = os.environ.get("WEBHOOK_SECRET", "change-me")
