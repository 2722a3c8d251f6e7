"""The file of a draw: all that a checker needs, sealed with one hash before chance decides; and what a ticket yields.

The format, ``regiodialoog-draw/1``, is that of docs/draw.md; ``tools/verify.py`` checks it without this code.
"""

import hashlib
import platform
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from regiodialoog.engines.sortition import tickets
from regiodialoog.engines.sortition.leximin import Lottery
from regiodialoog.engines.sortition.pool import Demands, Type
from regiodialoog.engines.trail import canonical, sha256

FORMAT = "regiodialoog-draw/1"
RESULT = "regiodialoog-result/1"
_FAIR = tickets.TICKETS * (2**64 // tickets.TICKETS)


@dataclass(frozen=True)
class Announced:
    """What is told beforehand. ``source``: the public randomness that will decide; ``opens``: when, ISO 8601."""

    source: str = ""
    opens: str = ""


def versions() -> dict[str, str]:
    """Of what solved the draw: another version may find other panels, with the same chances."""
    return {name: version(name) for name in ("highspy", "numpy", "scipy")} | {"python": platform.python_version()}


def seal(
    demands: Demands,
    lottery: Lottery,
    announced: Announced,
    *,
    household: str = "",
    places: Sequence[Mapping[str, str]] | None = (),
) -> dict[str, Any]:
    """The sealed draw. ``household``: the name of the column that says who lives together, if there is one. ``places``:
    what each asks of who takes it, a value by feature; nothing given asks nothing; None seals nothing of it."""
    kinds = demands.kinds
    starts = [tickets.start(kind) for kind in kinds]
    panels = tickets.ranges(lottery)
    pool = _pool(demands)
    draw: dict[str, Any] = {
        "format": FORMAT,
        "exact": lottery.exact,
        "config": {
            "seats": demands.seats,
            "quotas": [
                {"feature": q.feature, "value": q.value, "min": q.minimum, "max": q.maximum} for q in demands.quotas
            ],
            "must": sorted(demands.must),
            "never": sorted(demands.never),
            "household": household or None,
            "source": announced.source or None,
            "opens": announced.opens or None,
            "engine": "regiodialoog-sortition/1",
            "versions": versions(),
        },
        "pool": pool,
        "pool_sha256": sha256(canonical(pool)),
        "types": [
            {"values": list(kind.values), "ids": list(kind.ids), "start": begin}
            for kind, begin in zip(kinds, starts, strict=True)
        ],
        "panels": [
            {"types": [list(pair) for pair in panel.seated], "tickets": [panel.first, panel.last]} for panel in panels
        ],
        "chances": _in_order(demands, tickets.counts(kinds, starts, panels)),
    }
    if places is not None:
        draw["config"]["places"] = [dict(place) for place in places] or [{} for _seat in range(demands.seats)]
    return {**draw, "seal": seal_of(draw)}


def seal_of(draw: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the canonical JSON of a draw without its seal."""
    return sha256(canonical({name: value for name, value in draw.items() if name != "seal"}))


def ticket_of(outcome: str, sealed: str) -> int:
    """The ticket that an outcome of the source stands for: hashed with the seal, anew while that would favour some."""
    text = unicodedata.normalize("NFC", outcome).strip()
    number = 0
    while True:
        digest = hashlib.sha256(f"{text}\n{sealed}\n{number}".encode()).digest()
        found = int.from_bytes(digest[:8], "big")
        if found < _FAIR:
            return found % tickets.TICKETS
        number += 1


def result(draw: Mapping[str, Any], *, ticket: int, outcome: str | None = None) -> dict[str, Any]:
    """What a ticket yields: the panel (its position) and its people."""
    kinds, starts = read_types(draw)
    panels = read_panels(draw)
    chosen = tickets.find(panels, ticket)
    found = {
        "format": RESULT,
        "seal": draw["seal"],
        "outcome": outcome,
        "ticket": ticket,
        "panel": chosen,
        "persons": tickets.people(kinds, starts, panels[chosen], ticket),
    }
    return {**found, "sha256": sha256(canonical(found))}


def read_types(draw: Mapping[str, Any]) -> tuple[list[Type], list[int]]:
    kinds = [Type(tuple(each["values"]), tuple(each["ids"]), 0, len(each["ids"])) for each in draw["types"]]
    return kinds, [each["start"] for each in draw["types"]]


def read_panels(draw: Mapping[str, Any]) -> Sequence[tickets.Range]:
    return [
        tickets.Range(tuple((t, seats) for t, seats in each["types"]), each["tickets"][0], each["tickets"][1])
        for each in draw["panels"]
    ]


def _pool(demands: Demands) -> list[dict[str, Any]]:
    """Everybody in the order of the pool, with the position of the type, and the household where it is shared."""
    types = {person: t for t, kind in enumerate(demands.kinds) for person in kind.ids}
    homes = demands.households
    return [
        {"id": person.id, "type": types[person.id]} | ({"household": homes[person.id]} if person.id in homes else {})
        for person in demands.people
    ]


def _in_order(demands: Demands, counted: Mapping[str, int]) -> dict[str, int]:
    return {person.id: counted[person.id] for person in demands.people}
