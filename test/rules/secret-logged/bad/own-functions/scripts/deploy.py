import os
import sys


def note(text: str, *, error: bool = False) -> None:
    print(f"--> {text}", file=sys.stderr if error else sys.stdout)


note("destination " + os.environ["KAMAL_DESTINATION"])
note("token " + os.environ["GITHUB_TOKEN"], error=True)
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
