"""``python -m regiodialoog`` and the command ``regiodialoog``."""

import sys

import click

from regiodialoog.app import create_app
from regiodialoog.cli.main import regiodialoog
from regiodialoog.core.errors import HouseError
from regiodialoog.settings import SettingsError


def main() -> None:
    """Run a command; settings that cannot be used and refusals end in one clear line and exit code 2."""
    try:
        regiodialoog(obj=create_app)
    except (SettingsError, HouseError) as error:
        click.echo(f"regiodialoog: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
