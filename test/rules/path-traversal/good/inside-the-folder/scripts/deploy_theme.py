import urllib.request

path, _ = urllib.request.urlretrieve("https://downloads.acme.dev/theme.txt")
with open(path) as theme:
    print(len(theme.read()))
