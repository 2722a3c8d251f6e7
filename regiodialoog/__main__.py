"""``python -m regiodialoog`` and the command ``regiodialoog``."""

import sys

import click
from flask import Flask

from regiodialoog.cli.main import regiodialoog
from regiodialoog.core.errors import HouseError
from regiodialoog.settings import Settings, SettingsError


def make_app(settings: Settings | None = None) -> Flask:
    """The application, loaded when a command asks for it: a draw or a count needs none of it, and starts at once."""
    from regiodialoog.app import create_app

    return create_app(settings)


def main() -> None:
    """Run a command; settings that cannot be used and refusals end in one clear line and exit code 2."""
    try:
        regiodialoog(obj=make_app)
    except (SettingsError, HouseError) as error:
        click.echo(f"regiodialoog: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
