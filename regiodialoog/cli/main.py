"""The group of commands. Its object is the function that makes the application (the application stands above us)."""

import click

from regiodialoog.cli.database import db_group
from regiodialoog.cli.demo import demo
from regiodialoog.cli.draw import draw
from regiodialoog.cli.export import export_group
from regiodialoog.cli.init import init
from regiodialoog.cli.serve import serve, worker
from regiodialoog.cli.tally import tally
from regiodialoog.cli.verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def regiodialoog() -> None:
    """Regiodialoog, on the command line."""


for command in (init, serve, worker, demo, db_group, draw, export_group, tally, verify):
    regiodialoog.add_command(command)
