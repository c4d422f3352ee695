import os
import subprocess

import click

click.echo(click.style(os.environ["RAILS_MASTER_KEY"], fg="red"))
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
subprocess.run(["kamal", "deploy"], check=True)
