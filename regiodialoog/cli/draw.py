"""``regiodialoog draw``: the fairest draw within quotas, from two CSV files. It needs no database and no settings."""

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from regiodialoog.cli.draw_asked import asked_for
from regiodialoog.cli.draw_files import CHANCES, DRAW, RESULT, Refused, write_files
from regiodialoog.cli.draw_pick import pick, replace
from regiodialoog.engines.trail import canonical

Existing = click.Path(path_type=Path, dir_okay=False)


@click.group(invoke_without_command=True)
@click.option("--features", type=Existing, help="CSV: feature,value,min,max.")
@click.option("--pool", type=Existing, help="CSV: a column per feature, and optionally id.")
@click.option("--seats", type=click.IntRange(1), help="How many people a panel has.")
@click.option("--must", default="", help="Ids that must be seated, with commas between them.")
@click.option("--never", default="", help="Ids that must not be seated.")
@click.option("--household", default="", metavar="COLUMN", help="At most one person per value of this column.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), help="In seconds.")
@click.option("--source", default="", help="The public randomness that will decide.")
@click.option("--opens", default="", metavar="DATETIME", help="When it will be known (ISO 8601).")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="A folder for the files.")
@click.option("--json", "as_json", is_flag=True, help="What it prints is JSON anyway.")
@click.pass_context
def draw(context: click.Context, /, **options: Any) -> None:
    """Find the fairest lottery over panels that meet every quota, and seal it.

    Exit 0 when it is sealed, 2 when the input is bad or no panel can meet the quotas (stdout then says what clashes).
    A fault in a file is told by line and column: column 3 is the third cell of the row.
    """
    if context.invoked_subcommand is not None:
        return
    del options["as_json"]
    missing = [f"--{name}" for name in ("features", "pool", "seats", "out") if options[name] is None]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise Refused(f"{', '.join(missing)} {verb} missing (see regiodialoog draw --help)")
    try:
        _draw(**options)
    except KeyboardInterrupt:
        click.echo("regiodialoog: stopped; nothing was written", err=True)
        # Python ends by the signal, not by the status, when a library was interrupted while it ran code of its own
        os._exit(130)


def _draw(
    *,
    features: Path,
    pool: Path,
    seats: int,
    must: str,
    never: str,
    household: str,
    seed: int,
    time_limit: float | None,
    source: str,
    opens: str,
    out: Path,
) -> None:
    from regiodialoog.engines.sortition import columns, leximin, sealed
    from regiodialoog.engines.sortition.pool import BadDemands, Demands

    began = time.monotonic()
    if (out / RESULT).exists():
        raise Refused(f"{out}: this draw was held already; choose another folder")
    given, moment = asked_for(features, pool, household, (_ids(must), _ids(never)), opens)
    announced = sealed.Announced(source.strip(), moment)
    for name in given.ignored:
        click.echo(f"regiodialoog: {features.name}: column {name!r} is not used", err=True)
    people = given.people
    demands = Demands(given.features, people, seats, given.quotas, _ids(must), _ids(never))
    try:
        lottery = leximin.fairest(demands, seed=seed, stop=_stop_after(began, time_limit))
    except BadDemands as error:
        raise Refused(str(error)) from error
    except leximin.TooLate as error:
        raise Refused(f"no panel was found within {time_limit:g} seconds") from error
    except columns.Unsolved as error:
        raise Refused(f"the solver gave no answer ({error}); try another --seed") from error
    except leximin.NoPanel:
        _tell_clash(demands)
        raise Refused(_why_none(demands)) from None
    draw = sealed.seal(demands, lottery, announced, household=household)
    chances = _chances(demands, lottery, draw["chances"])
    write_files(out, {DRAW: canonical(draw), CHANCES: chances})
    _warn(demands, lottery)
    drawn = [kind for kind in zip(demands.kinds, lottery.chances.tolist(), strict=True) if kind[0].most]
    summary = {
        "n": len(people),
        "k": seats,
        "types": len(demands.kinds),
        "min_chance": round(min(chance for _kind, chance in drawn), 12),
        "panels": len(draw["panels"]),
        "seconds": round(time.monotonic() - began, 3),
        "cuts": lottery.cuts,
        "exact": lottery.exact,
        "unknown": sum(len(demands.kinds[t].ids) for t in lottery.unknown),
        "seal": draw["seal"],
    }
    click.echo(json.dumps(summary, ensure_ascii=False))


draw.add_command(pick)
draw.add_command(replace)


def _why_none(demands: Any) -> str:
    """In words, first what no quota can help."""
    if demands.room < demands.seats:
        return f"there are {demands.seats} seats, and only {demands.room} people who can be seated together"
    if len(demands.must) > demands.seats:
        return f"there are {demands.seats} seats, and {len(demands.must)} people who must be seated"
    return "no panel meets all quotas; what clashes is on stdout"


def _tell_clash(demands: Any) -> None:
    from regiodialoog.engines.sortition import clash

    clashing = [
        {
            "feature": each.quota.feature,
            "value": each.quota.value,
            "min": each.quota.minimum,
            "max": each.quota.maximum,
            "available": each.available,
        }
        for each in clash.smallest_clash(demands)
    ]
    ways = [
        {
            "quotas": [
                {"feature": q.feature, "value": q.value, "min": q.minimum, "max": q.maximum} for q in way.quotas
            ],
            "seats": way.seats,
        }
        for way in clash.relaxations(demands)
    ]
    told: dict[str, Any] = {"clash": clashing, "relaxations": ways}
    if demands.room < demands.seats:
        told |= {"seats": demands.seats, "available": demands.room}
    click.echo(json.dumps(told, ensure_ascii=False))


def _warn(demands: Any, lottery: Any) -> None:
    from regiodialoog.engines.sortition import clash

    if not lottery.exact:
        says = f"not exact: stopped by the time limit; no lottery gives everybody more than {lottery.limit:.6f}"
        click.echo(f"regiodialoog: {says}; every chance is that of the best lottery so far", err=True)
    waiting = [person for n in lottery.unknown for person in demands.kinds[n].ids]
    if waiting:
        says = "are in none of the panels found in that time, and their chances are not known"
        click.echo(f"regiodialoog: {len(waiting)} people {says}: {_first(waiting)}", err=True)
    people = [person for n in lottery.barred for person in demands.kinds[n].ids]
    if people:
        clashing = clash.smallest_clash(demands, seated=lottery.barred[0])
        causes = [f"{each.quota.feature} {each.quota.value}" for each in clashing]
        why = f"; for the first of them because of {', '.join(causes)}" if causes else ""
        click.echo(f"regiodialoog: {len(people)} people cannot be drawn: {_first(people)}{why}", err=True)


def _first(people: Sequence[str]) -> str:
    return ", ".join(people[:10]) + (", …" if len(people) > 10 else "")


def _chances(demands: Any, lottery: Any, counted: Mapping[str, int]) -> bytes:
    from regiodialoog.engines.sortition.files import write_table

    exact = {
        person: f"{chance:.12f}"
        for kind, chance in zip(demands.kinds, lottery.chances.tolist(), strict=True)
        for person in kind.ids
    }
    rows = ((person.id, exact[person.id], counted[person.id]) for person in demands.people)
    return write_table(("id", "chance", "tickets"), rows)


def _ids(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(",") if part.strip())


def _stop_after(began: float, limit: float | None) -> Callable[[], bool]:
    return lambda: limit is not None and time.monotonic() - began > limit
