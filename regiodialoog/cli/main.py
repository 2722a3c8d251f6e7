"""The group of commands. Its object is the function that makes the application (the application stands above us)."""

from importlib import import_module

import click

COMMANDS = {
    "init": "init:init",
    "serve": "serve:serve",
    "worker": "serve:worker",
    "demo": "demo:demo",
    "db": "database:db_group",
    "draw": "draw:draw",
    "export": "export:export_group",
    "tally": "tally:tally",
    "verify": "verify:verify",
}
"""Module of this package and name, by command: a count or a draw need not wait for the database's library."""


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"regiodialoog.cli.{module}"), name)
        return command


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def regiodialoog() -> None:
    """Regiodialoog, on the command line."""
