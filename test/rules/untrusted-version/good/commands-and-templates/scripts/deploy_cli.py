import subprocess

import click


@click.command()
@click.argument("build", type=int)
def deploy(build):
    subprocess.run(["bin/kamal", "deploy", "--version", str(build)], check=True)


deploy()
