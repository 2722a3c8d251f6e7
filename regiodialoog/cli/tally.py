"""``regiodialoog tally``: count a poll file again. It needs no database and no settings."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from regiodialoog.core.i18n import DEFAULT, LANGUAGES, catalog
from regiodialoog.engines.json_places import locate
from regiodialoog.engines.strict_json import BadInput, read
from regiodialoog.engines.tally import BadPoll, Result, published_faults, read_poll
from regiodialoog.engines.tally import tally as count


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=DEFAULT, show_default=True)
def tally(file: Path, as_json: bool, language: str) -> None:
    """Count a poll file, and compare with the result that it was published with, if any.

    Exit 0 when it was counted, 1 when the file says something else of itself, 2 when it cannot be read.
    """
    try:
        result, faults = counted(file)
    except BadInput as error:
        click.echo(f"regiodialoog: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"regiodialoog: {file}: {error.strerror}", err=True)
        sys.exit(2)
    shown = result.as_json(catalog(language).ugettext)
    click.echo(json.dumps(shown, ensure_ascii=False) if as_json else _in_words(shown))
    for fault in faults:
        click.echo(f"WRONG: {fault}", err=True)
    sys.exit(1 if faults else 0)


def counted(file: Path) -> tuple[Result, list[str]]:
    """The result, and what the file says of itself that is not so. Raises BadInput or OSError."""
    data = file.read_bytes()
    value = read(data, file=file.name)
    try:
        poll = read_poll(value)
        result = count(poll)
        return result, published_faults(poll, result) if poll.published is not None else []
    except BadPoll as error:
        line, column = locate(data.decode("utf-8"), error.place)
        raise BadInput(file.name, line, column, str(error)) from error


def _in_words(shown: dict[str, Any]) -> str:
    parts = [_numbers(group, counts) for of in shown["support"].values() for group, counts in of.items()]
    return "\n".join([*shown["steps"], *parts, _numbers("", shown["counts"]), shown["outcome"]])


def _numbers(name: str, counts: dict[str, int]) -> str:
    numbers = "  ".join(f"{choice}: {number}" for choice, number in counts.items())
    return f"{name} –  {numbers}" if name else numbers
