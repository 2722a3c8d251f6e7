"""The group of commands, and the one place where a failure becomes an exit code."""

import sys

import click

from regiodialoog.cli.database import db_group
from regiodialoog.cli.demo import demo
from regiodialoog.cli.init import init
from regiodialoog.cli.serve import serve, worker
from regiodialoog.core.errors import HouseError
from regiodialoog.settings import SettingsError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def regiodialoog() -> None:
    """Regiodialoog, on the command line."""


for command in (init, serve, worker, demo, db_group):
    regiodialoog.add_command(command)


def main() -> None:
    """Run a command; settings that cannot be used and refusals end in one clear line and exit code 2."""
    try:
        regiodialoog()
    except (SettingsError, HouseError) as error:
        click.echo(f"regiodialoog: {error}", err=True)
        sys.exit(2)


