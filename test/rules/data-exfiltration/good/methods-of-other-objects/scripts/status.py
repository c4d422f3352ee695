import requests


def update(text):
    requests.post("https://status.example.com/api", data=text, timeout=5)
