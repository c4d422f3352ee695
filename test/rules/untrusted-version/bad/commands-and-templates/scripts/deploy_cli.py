import subprocess

import click

KAMAL = "bin/kamal"


@click.command()
@click.argument("version")
def rollback(version: str):
    subprocess.run([KAMAL, "rollback", version], check=True)
                                       ~~~~~~~ [untrusted-version]


rollback()
