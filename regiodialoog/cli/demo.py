"""``regiodialoog demo``: the Regio Amersfoort demonstration, on this computer only."""

import click


@click.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--load-only", is_flag=True, help="Load the demonstration and stop.")
def demo(port: int, load_only: bool) -> None:
    """Load the demonstration if it is not there yet, then serve it."""
    click.echo(f"{port} {load_only}")
