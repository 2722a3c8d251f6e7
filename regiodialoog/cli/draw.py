"""``regiodialoog draw``: the fairest draw within quotas, from two CSV files. It needs no database and no settings."""

import json
import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from regiodialoog.cli.draw_files import CHANCES, DRAW, RESULT, Refused, read_bytes, write_files
from regiodialoog.cli.draw_pick import pick, replace
from regiodialoog.core import clock
from regiodialoog.engines.trail import canonical

FAULTS_SHOWN = 50
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
    """
    if context.invoked_subcommand is not None:
        return
    del options["as_json"]
    for name in ("features", "pool", "seats", "out"):
        if options[name] is None:
            raise Refused(f"--{name} is missing (see regiodialoog draw --help)")
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
    from regiodialoog.engines.sortition import columns, files, leximin, sealed
    from regiodialoog.engines.sortition.pool import BadDemands, Demands

    began = time.monotonic()
    announced = sealed.Announced(source.strip(), _moment(opens))
    if (out / RESULT).exists():
        raise Refused(f"{out}: this draw was held already; choose another folder")
    try:
        quotas, ignored = files.read_quotas(read_bytes(features), file=features.name)
        names, people = files.read_pool(read_bytes(pool), quotas, file=pool.name, household=household)
    except files.BadFiles as error:
        raise Refused(_all(error.faults)) from error
    for name in ignored:
        click.echo(f"regiodialoog: {features.name}: column {name!r} is not used", err=True)
    demands = Demands(names, people, seats, quotas, _ids(must), _ids(never))
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
        raise Refused("no panel meets all quotas; what clashes is on stdout") from None
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
        "seal": draw["seal"],
    }
    click.echo(json.dumps(summary, ensure_ascii=False))


draw.add_command(pick)
draw.add_command(replace)


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
    click.echo(json.dumps({"clash": clashing, "relaxations": ways}, ensure_ascii=False))


def _warn(demands: Any, lottery: Any) -> None:
    from regiodialoog.engines.sortition import clash

    if not lottery.exact:
        says = f"not exact: stopped by the time limit; no lottery gives everybody more than {lottery.limit:.6f}"
        click.echo(f"regiodialoog: {says}", err=True)
    barred = [n for n, kind in enumerate(demands.kinds) if kind.most and lottery.chances[n] < 1e-9]
    people = [person for n in barred for person in demands.kinds[n].ids]
    if people:
        causes = [
            f"{each.quota.feature} {each.quota.value}" for each in clash.smallest_clash(demands, seated=barred[0])
        ]
        why = f"; for the first of them because of {', '.join(causes)}" if causes else ""
        shown = ", ".join(people[:10])
        click.echo(f"regiodialoog: {len(people)} people cannot be drawn: {shown}{why}", err=True)


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


def _moment(text: str) -> str:
    """In UTC; a moment without a zone is that of the clock on the wall."""
    if not text.strip():
        return ""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(f"--opens {text!r} is no date and time (2026-12-01T20:00)") from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=clock.AMSTERDAM)
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _stop_after(began: float, limit: float | None) -> Callable[[], bool]:
    return lambda: limit is not None and time.monotonic() - began > limit


def _all(faults: Any) -> str:
    shown = [str(fault) for fault in faults[:FAULTS_SHOWN]]
    more = len(faults) - len(shown)
    return "\n".join([*shown, *([f"… and {more} more"] if more else [])])
