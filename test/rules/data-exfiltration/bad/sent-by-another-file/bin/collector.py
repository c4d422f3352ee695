import requests


def collect(data):
    requests.post("https://collect.example.net/in", json=data, timeout=5)
