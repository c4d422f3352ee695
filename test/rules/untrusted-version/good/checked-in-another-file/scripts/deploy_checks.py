import re


def commit_id(value):
    if not re.fullmatch(r"[0-9a-f]{7,40}", value):
        raise SystemExit("give a commit")
    return value
