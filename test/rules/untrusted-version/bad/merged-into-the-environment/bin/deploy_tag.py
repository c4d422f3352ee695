#!/usr/bin/env python3
import os
import subprocess
import click


@click.command()
@click.argument("tag")
def main(tag):
    subprocess.run(["kamal", "deploy"], env=os.environ | {"VERSION": tag}, check=True)
                                                                     ~~~ [untrusted-version]


main()
