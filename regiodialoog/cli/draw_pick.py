"""``regiodialoog draw pick`` and ``draw replace``: what a ticket yields, and who comes when somebody cannot."""

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regiodialoog.cli.draw_files import DRAW, REPLACED, RESULT, Refused, read_bytes, write_files
from regiodialoog.core import clock
from regiodialoog.engines.strict_json import BadInput
from regiodialoog.engines.trail import canonical

if TYPE_CHECKING:
    from regiodialoog.engines.sortition.replace import Places

Folder = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("folder", type=Folder)
@click.option("--ticket", help="Six digits, as they were drawn.")
@click.option("--outcome", help="The outcome of the source, as text.")
def pick(folder: Path, ticket: str | None, outcome: str | None) -> None:
    """Name the panel that a ticket stands for, and write it down beside the draw."""
    from regiodialoog.engines.sortition import check, sealed

    if (ticket is None) == (outcome is None):
        raise Refused("give either --ticket or --outcome")
    if ticket is not None and not (len(ticket) == 6 and ticket.isascii() and ticket.isdigit()):
        raise Refused(f"--ticket {ticket!r} is not six digits")
    if outcome is not None and not outcome.strip():
        raise Refused("--outcome is empty")
    data = read_bytes(folder / DRAW)
    try:
        checked = check.check(data)
    except BadInput as error:
        raise Refused(str(error)) from error
    if checked.fault is not None:
        raise Refused(f"this draw does not check: {checked.fault}")
    value = json.loads(data)
    opens = value["config"]["opens"]
    if opens and clock.now() < datetime.fromisoformat(opens):
        raise Refused(f"this draw opens at {opens}")
    number = int(ticket) if ticket is not None else sealed.ticket_of(outcome or "", value["seal"])
    found = sealed.result(value, ticket=number, outcome=outcome)
    earlier = folder / RESULT
    written = canonical(found)
    if earlier.exists() and earlier.read_bytes() != written:
        raise Refused(f"{earlier}: another outcome is written down already")
    write_files(folder, {RESULT: written})
    click.echo(json.dumps(found, ensure_ascii=False))


@click.command()
@click.argument("folder", type=Folder)
@click.option("--gone", required=True, help="Ids of who cannot come, with commas between them.")
@click.option(
    "--like",
    multiple=True,
    metavar="FEATURE=VALUE",
    help="What the place asks of who takes it, where the draw did not seal that.",
)
def replace(folder: Path, gone: str, like: tuple[str, ...]) -> None:
    """Name who takes the place of each of these people, and write it down beside the result.

    Whoever was not drawn and cannot come either takes no place, and is passed over.
    """
    from regiodialoog.engines.sortition import replace as engine

    value, result, lines = _held(folder)
    wanted = dict(_pair(each) for each in like)
    leaving = [part.strip() for part in gone.split(",") if part.strip()]
    values = engine.values_of(value)
    for person in leaving:
        if person not in values:
            raise Refused(f"--gone {person!r} is not in the pool")
    drawn = {*result["persons"], *(each["person"] for each in lines)}
    out = {*(lines[-1]["gone"] if lines else ()), *leaving}
    found: list[str] = []
    places = _places(value, result, lines)
    if wanted and places.asks:
        raise Refused("--like: this draw has sealed what its places ask")
    for person in [person for person in leaving if person in drawn and not (lines and person in lines[-1]["gone"])]:
        asks = places.asks[places.people.index(person)] if places.asks else wanted
        vacancy = engine.Vacancy(asks, drawn - out, out)
        chosen = engine.next_in_line(value, result, vacancy)
        if chosen is None:
            raise Refused(
                f"nobody is left who can take a place like this; {len(found)} were found, nothing was written"
            )
        lines.append(engine.line(vacancy, chosen))
        places.take(asks, vacancy.kept, chosen)
        drawn.add(chosen)
        found.append(chosen)
    write_files(folder, {REPLACED: canonical(engine.replacements(result, lines, drawn - out, out))})
    click.echo(json.dumps({"persons": found}, ensure_ascii=False))


def _places(draw: dict[str, Any], result: dict[str, Any], lines: list[dict[str, Any]]) -> "Places":
    """Who was given which place, up to now."""
    from regiodialoog.engines.sortition import sealed
    from regiodialoog.engines.sortition.replace import Places

    found = Places(draw, sealed.result(draw, ticket=result["ticket"])["persons"])
    for line in lines:
        found.take(line["like"], line["kept"], line["person"])
    return found


def _held(folder: Path) -> tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]:
    """A draw, its result and the replacements so far; all have been checked."""
    from regiodialoog.engines.sortition import check

    data, picked = read_bytes(folder / DRAW), read_bytes(folder / RESULT)
    earlier = read_bytes(folder / REPLACED) if (folder / REPLACED).exists() else None
    try:
        checked = check.check(data, result=picked, replacements=earlier)
    except BadInput as error:
        raise Refused(str(error)) from error
    if checked.fault is not None:
        raise Refused(f"this draw does not check: {checked.fault}")
    return json.loads(data), json.loads(picked), json.loads(earlier)["replacements"] if earlier else []


def _pair(text: str) -> tuple[str, str]:
    feature, equals, value = text.partition("=")
    if not equals:
        raise Refused(f"--like {text!r} is no FEATURE=VALUE")
    return feature, value
