"""Who takes a place that came free after a draw: whoever brings the group nearest to the quotas, and of those the first
in an order that nobody could foresee.

What a place asks is sealed with the draw, and who sits on which follows from the result; so nobody chooses what is
asked of a newcomer. The order follows from the result, so it is decided by the same outcome as the draw. Format and
rules stand in docs/draw.md; ``tools/verify.py`` checks them without this code.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regiodialoog.engines.trail import canonical, sha256

FORMAT, OLDER = "regiodialoog-replacements/2", "regiodialoog-replacements/1"
"""The older one does not tell how things stand at the end."""
Key = tuple[str, str]


@dataclass(frozen=True)
class Vacancy:
    """A place that came free. ``like``: what it asks, a value by feature. ``kept``: who of those who were drawn, first
    or as a replacement, still holds a place. ``gone``: who was drawn and does not, or cannot be asked any more."""

    like: Mapping[str, str]
    kept: Collection[str]
    gone: Collection[str]


class Places:
    """Who holds which place of a draw. Empty, and of no use, for a draw that did not seal what its places ask."""

    def __init__(self, draw: Mapping[str, Any], persons: Sequence[str]) -> None:
        """``persons``: who was drawn, in the order of the draw."""
        self.asks: list[dict[str, str]] = draw["config"].get("places") or []
        self.holders = sit_down(self.asks, [values_of(draw)[person] for person in persons])
        self.people: list[str | None] = [None if n is None else persons[n] for n in self.holders]

    def vacant(self, kept: Collection[str]) -> list[int]:
        return [n for n, person in enumerate(self.people) if person not in kept]

    def take(self, like: Mapping[str, str], kept: Collection[str], person: str) -> None:
        """Somebody comes to the first vacant place that asks just this. Raises StopIteration when there is none."""
        if not self.asks:
            return
        self.people[next(n for n in self.vacant(kept) if self.asks[n] == like)] = person


def sit_down(asks: Sequence[Mapping[str, str]], people: Sequence[Mapping[str, str]]) -> list[int | None]:
    """Per place the position of who takes it. Places that ask most choose first, then as they are listed; each takes
    the first who has what it asks. ``people``: the values of each, in the order of the draw."""
    found: list[int | None] = [None] * len(asks)
    waiting = list(range(len(people)))
    for place in sorted(range(len(asks)), key=lambda n: (-len(asks[n]), n)):
        chosen = next((n for n in waiting if asks[place].items() <= people[n].items()), None)
        if chosen is not None:
            waiting.remove(chosen)
            found[place] = chosen
    return found


def next_in_line(draw: Mapping[str, Any], result: Mapping[str, Any], vacancy: Vacancy) -> str | None:
    """The id of who takes the place; None if nobody is left who may and whom it suits."""
    quotas = {(q["feature"], q["value"]): (q["min"], q["max"]) for q in draw["config"]["quotas"]}
    values = values_of(draw)
    counted: Counter[Key] = Counter(key for person in vacancy.kept for key in values[person].items())
    steps = {key: _outside(counted[key] + 1, *row) - _outside(counted[key], *row) for key, row in quotas.items()}
    best = min(
        (
            (sum(steps[key] for key in values[person].items()), order(result, person), person)
            for person in _may(draw, vacancy)
            if vacancy.like.items() <= values[person].items()
        ),
        default=None,
    )
    return best[2] if best else None


def values_of(draw: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Of everybody in a draw the value by feature."""
    features = list(dict.fromkeys(quota["feature"] for quota in draw["config"]["quotas"]))
    return {
        person: dict(zip(features, kind["values"], strict=True)) for kind in draw["types"] for person in kind["ids"]
    }


def order(result: Mapping[str, Any], person: str) -> str:
    """Where somebody stands in the order in which people are asked: SHA-256 (hex) of what decided and who it is."""
    return sha256(f"{result['sha256']}\n{person}".encode())


def replacements(
    result: Mapping[str, Any], lines: Sequence[Mapping[str, Any]], kept: Collection[str], gone: Collection[str]
) -> dict[str, Any]:
    """The file of everything that came after a result: ``lines`` hold ``like``, ``kept``, ``gone`` and ``person``, in
    the order in which it happened; ``kept`` and ``gone`` are how it stands now."""
    found = {
        "format": FORMAT,
        "result": result["sha256"],
        "replacements": [dict(line) for line in lines],
        "kept": sorted(kept),
        "gone": sorted(gone),
    }
    return {**found, "sha256": sha256(canonical(found))}


def line(vacancy: Vacancy, person: str) -> dict[str, Any]:
    return {
        "like": dict(vacancy.like),
        "kept": sorted(vacancy.kept),
        "gone": sorted(vacancy.gone),
        "person": person,
    }


def _outside(count: int, least: int, most: int) -> int:
    """How many people a count is away from what a quota asks."""
    return max(0, least - count, count - most)


def _may(draw: Mapping[str, Any], vacancy: Vacancy) -> list[str]:
    """Everybody of the pool who can still be asked: not drawn, not gone, not barred, and no housemate of who sits."""
    homes = {row["id"]: row["household"] for row in draw["pool"] if "household" in row}
    taken = {homes[person] for person in vacancy.kept if person in homes}
    out = {*vacancy.kept, *vacancy.gone, *draw["config"]["never"]}
    return [row["id"] for row in draw["pool"] if row["id"] not in out and homes.get(row["id"]) not in taken]
