def trimmed(value):
    return value.strip()
