#!/usr/bin/env python3
import subprocess

import click


@click.command()
@click.option("--target-env", type=click.Choice(["staging", "production"]))
@click.option("--wait", type=int, default=10)
def deploy(target_env, wait, replicas: int = 2):
    subprocess.run(f"bin/kamal deploy -d {target_env} && sleep {wait}", shell=True, check=True)
    subprocess.run(f"bin/scale {replicas}", shell=True, check=True)


deploy()
