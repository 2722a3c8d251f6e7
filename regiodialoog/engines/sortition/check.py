"""Checking a sealed draw, its table of chances and its result: all that follows from the sealed file is recomputed.

Nothing is solved here: that no other lottery is fairer does not follow from the file.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from regiodialoog.engines.sortition import check_places, check_replaced, sealed, shapes, tickets
from regiodialoog.engines.sortition.files import cell_behind
from regiodialoog.engines.sortition.pool import Type
from regiodialoog.engines.sortition.shapes import (
    CHANCES,
    DRAW,
    RESULT,
    Wrong,
    fits,
    is_number,
    is_pair,
    quoted,
    sealed_file,
)
from regiodialoog.engines.spreadsheets import plain
from regiodialoog.engines.strict_json import BadInput
from regiodialoog.engines.trail import canonical, sha256

FURTHEST = 100
"""Tickets between an exact chance and what rounding to whole tickets may make of it."""


@dataclass(frozen=True)
class Checked:
    """What was looked at, up to the first ``fault`` (None: everything fits).

    ``smallest``: the fewest tickets of who has any; ``barred``: how many may be drawn and have none. ``compared``: how
    many exact chances there were to compare with. ``ticket``: that of the result, if there is one. ``replaced`` and the
    three after it are ``check_replaced.Replaced``.
    """

    seal: str = ""
    people: int = 0
    types: int = 0
    panels: int = 0
    smallest: int = 0
    barred: int = 0
    exact: bool = False
    compared: int = 0
    ticket: int | None = None
    replaced: int | None = None
    open: int | None = None
    in_line: int = 0
    unsealed: int = 0
    fault: shapes.Fault | None = None


def check(
    draw: bytes, *, chances: bytes | None = None, result: bytes | None = None, replacements: bytes | None = None
) -> Checked:
    """Check the files of a draw; replacements only beside a result. Raises BadInput for what cannot be read."""
    found: dict[str, Any] = {}
    try:
        whole = sealed_file(draw, DRAW, sealed.FORMAT, "seal", shapes.DRAW_FILE)
        found["seal"] = whole["seal"]
        _Draw(whole).check()
        can = [tickets for tickets in whole["chances"].values() if tickets]
        barred = len(whole["chances"]) - len(can) - len(whole["config"]["never"])
        found |= {"people": len(whole["pool"]), "types": len(whole["types"]), "panels": len(whole["panels"])}
        found |= {"smallest": min(can, default=0), "barred": barred, "exact": whole["exact"]}
        if chances is not None:
            found["compared"] = _chances(chances, whole["chances"])
        if result is not None:
            said = _result(result, whole)
            found["ticket"] = said["ticket"]
            if replacements is not None:
                after = check_replaced.check(replacements, whole, said)
                found |= {"replaced": after.filled, "open": after.open}
                found |= {"in_line": after.in_line, "unsealed": after.unsealed}
    except Wrong as wrong:
        found["fault"] = wrong.fault
    return Checked(**found)


# ── the draw ─────────────────────────────────────────────────────────────────


class _Draw:
    def __init__(self, whole: Mapping[str, Any]) -> None:
        self.whole = whole
        self.config: Mapping[str, Any] = whole["config"]
        self.pool: dict[str, Mapping[str, Any]] = {}
        self.quotas: dict[tuple[str, str], tuple[int, int]] = {}
        self.features: list[str] = []
        self.values: list[dict[str, str]] = []
        self.alone: set[str] = set()

    def check(self) -> None:
        if sha256(canonical(self.whole["pool"])) != self.whole["pool_sha256"]:
            raise Wrong("pool_sha256", "the pool was changed")
        fits(self.config, shapes.CONFIG, "config", more=True)
        self._quotas()
        self._pool()
        self._settings()
        check_places.of_the_quotas(self.config, self.quotas)
        self._types()
        for n, panel in enumerate(self.whole["panels"]):
            self._panel(f"panel {n}", panel)
        self._tickets()
        self._chances()

    def _quotas(self) -> None:
        for n, quota in enumerate(self.config["quotas"]):
            fits(quota, shapes.QUOTA, f"quota {n}")
            if quota["min"] > quota["max"]:
                raise Wrong(f"quota {n}", "min is more than max")
            key = quota["feature"], quota["value"]
            if key in self.quotas:
                raise Wrong(f"quota {n}", "it is there twice")
            self.quotas[key] = quota["min"], quota["max"]
        self.features = list(dict.fromkeys(feature for feature, _value in self.quotas))

    def _pool(self) -> None:
        for n, row in enumerate(self.whole["pool"]):
            fits(
                row, shapes.AT_HOME if isinstance(row, dict) and "household" in row else shapes.PERSON, f"pool, row {n}"
            )
            if row["id"] in self.pool:
                raise Wrong(quoted(row["id"]), "is in the pool twice")
            if not 0 <= row["type"] < len(self.whole["types"]):
                raise Wrong(quoted(row["id"]), f"there is no type {row['type']}")
            self.pool[row["id"]] = row

    def _settings(self) -> None:
        must, never = self.config["must"], self.config["never"]
        for name, ids in (("must", must), ("never", never)):
            for person in ids:
                if person not in self.pool:
                    raise Wrong(quoted(person), f"is in {name} and not in the pool")
        for person in sorted(set(must) & set(never)):
            raise Wrong(quoted(person), "is in must and in never")
        homes = {person: row["household"] for person, row in self.pool.items() if "household" in row}
        sizes = Counter(homes.values())
        for person, home in sorted(homes.items(), key=lambda each: each[1]):
            if sizes[home] < 2 or not self.config["household"]:
                raise Wrong(quoted(person), f"household {home} is not shared")
        self.alone = {*must, *never, *homes}

    def _types(self) -> None:
        seen: set[str] = set()
        alike: dict[tuple[str, ...], int] = {}
        for n, kind in enumerate(self.whole["types"]):
            place = f"type {n}"
            fits(kind, shapes.TYPE, place)
            values, ids = tuple(kind["values"]), tuple(kind["ids"])
            if len(values) != len(self.features):
                raise Wrong(place, f"it has {len(values)} values for {len(self.features)} features")
            for key in zip(self.features, values, strict=True):
                if key not in self.quotas:
                    raise Wrong(place, f"no quota names {key}")
            self.values.append(dict(zip(self.features, values, strict=True)))
            self._members(n, ids, seen)
            if ids[0] not in self.alone and alike.setdefault(values, n) != n:
                raise Wrong(place, f"it has the same features as type {alike[values]}")
            if kind["start"] != tickets.start(Type(values, ids, 0, len(ids))):
                raise Wrong(place, "start does not follow from values and ids")
        for person in self.pool:
            if person not in seen:
                raise Wrong(quoted(person), "is in no type")

    def _members(self, n: int, ids: Sequence[str], seen: set[str]) -> None:
        for person in ids:
            if person in seen:
                raise Wrong(f"type {n}", f"{quoted(person)} is in a type already")
            if person not in self.pool or self.pool[person]["type"] != n:
                raise Wrong(f"type {n}", f"the pool does not put {quoted(person)} in it")
            seen.add(person)
        apart = self.alone.intersection(ids)
        if apart and len(ids) > 1:
            raise Wrong(f"type {n}", f"{quoted(min(apart))} has to be a type alone")

    def _panel(self, place: str, panel: Any) -> None:
        fits(panel, shapes.PANEL, place)
        types, seated = self.whole["types"], dict[int, int]()
        for pair in panel["types"]:
            if not is_pair(pair):
                raise Wrong(place, "types holds something else than pairs of numbers")
            t, seats = pair
            if not 0 <= t < len(types) or t in seated:
                raise Wrong(place, f"there is no type {t}, or it is there twice")
            if not 0 < seats <= len(types[t]["ids"]):
                raise Wrong(place, f"{seats} people of type {t}, which has {len(types[t]['ids'])}")
            seated[t] = seats
        if sum(seated.values()) != self.config["seats"]:
            raise Wrong(place, f"{sum(seated.values())} people for {self.config['seats']} seats")
        counted: Counter[tuple[str, str]] = Counter()
        for t, seats in seated.items():
            for key in zip(self.features, types[t]["values"], strict=True):
                counted[key] += seats
        for key, (least, most) in self.quotas.items():
            if not least <= counted[key] <= most:
                raise Wrong(place, f"{key}: {counted[key]}, and it has to be {least} to {most}")
        self._persons(place, {types[t]["ids"][0] for t in seated} & self.alone)
        people = [self.values[t] for t, seats in seated.items() for _seat in range(seats)]
        check_places.seat_everybody(place, self.config.get("places") or [], people)

    def _persons(self, place: str, seated: set[str]) -> None:
        for person in self.config["must"]:
            if person not in seated:
                raise Wrong(place, f"{quoted(person)} must be seated")
        for person in self.config["never"]:
            if person in seated:
                raise Wrong(place, f"{quoted(person)} must not be seated")
        homes = Counter(self.pool[person]["household"] for person in seated if "household" in self.pool[person])
        for home in (home for home, count in homes.items() if count > 1):
            raise Wrong(place, f"two people of household {home}")

    def _tickets(self) -> None:
        last, place = -1, "panels"
        for n, panel in enumerate(self.whole["panels"]):
            place = f"panel {n}"
            if not is_pair(panel["tickets"]) or panel["tickets"][0] != last + 1 or panel["tickets"][1] <= last:
                raise Wrong(place, f"its tickets do not follow upon {last}")
            last = panel["tickets"][1]
        if last != tickets.TICKETS - 1:
            raise Wrong(place, f"the tickets end at {last}")

    def _chances(self) -> None:
        said = self.whole["chances"]
        kinds, starts = sealed.read_types(self.whole)
        counted = tickets.counts(kinds, starts, sealed.read_panels(self.whole))
        for person in self.pool:
            if person not in said:
                raise Wrong(quoted(person), "has no chance")
            if not is_number(said[person]) or said[person] != counted[person]:
                raise Wrong(quoted(person), f"has {said[person]!r}, and {counted[person]} tickets name this person")
        for person in said:
            if person not in self.pool:
                raise Wrong(quoted(person), "has a chance, and is not in the pool")
        for n, kind in enumerate(kinds):
            found = [counted[person] for person in kind.ids]
            if max(found) - min(found) > 2 * FURTHEST:
                raise Wrong(f"type {n}", f"from {min(found)} to {max(found)} tickets, more than rounding explains")


# ── what stands beside it ────────────────────────────────────────────────────


def _chances(data: bytes, sealed_chances: Mapping[str, int]) -> int:
    """The exact chances: of the same people, each as near to the tickets as rounding brings it."""
    missing = dict(sealed_chances)
    for line, row in _rows(data):
        if len(row) != 3 or not _CHANCE.fullmatch(row[1]) or not _TICKETS.fullmatch(row[2]):
            raise Wrong(f"line {line}", "this is no id, chance and number of tickets", CHANCES)
        person = plain(unicodedata.normalize("NFC", row[0]))
        if person not in missing:
            raise Wrong(f"line {line}", f"{quoted(person)} takes no part, or is there twice", CHANCES)
        sealed_chance = missing.pop(person)
        if int(row[2]) != sealed_chance:
            raise Wrong(f"line {line}", f"{DRAW} says {sealed_chance}", CHANCES)
        if abs(Fraction(row[1]) * tickets.TICKETS - sealed_chance) > FURTHEST:
            raise Wrong(f"line {line}", f"{row[1]} is too far from {sealed_chance} tickets", CHANCES)
    for person in missing:
        raise Wrong("", f"{quoted(person)} is missing", CHANCES)
    return len(sealed_chances)


_CHANCE = re.compile(r"[0-9]{1,30}(\.[0-9]{1,30})?")
_TICKETS = re.compile(r"[0-9]{1,7}")
_HEAD = ["id", "chance", "tickets"]


def _rows(data: bytes) -> Iterable[tuple[int, Sequence[str]]]:
    try:
        lines = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise BadInput(CHANCES, before.count("\n") + 1, cell_behind(before), "this is not UTF-8") from error
    try:
        if next(lines, None) != _HEAD:
            raise BadInput(CHANCES, 1, 1, f"this is not {','.join(_HEAD)}")
        for row in lines:
            yield lines.line_num, row
    except csv.Error as error:
        raise BadInput(CHANCES, lines.line_num, 1, f"this is not CSV ({error})") from error


def _result(data: bytes, draw: Mapping[str, Any]) -> dict[str, Any]:
    """The result is the one that its ticket yields, and its outcome, if it names one, yields that ticket."""
    said = sealed_file(data, RESULT, sealed.RESULT, "sha256", shapes.RESULT_FILE)
    if said["seal"] != draw["seal"]:
        raise Wrong("seal", "this is the seal of another draw", RESULT)
    if said["outcome"] is not None:
        ticket = sealed.ticket_of(said["outcome"], draw["seal"])
        if ticket != said["ticket"]:
            raise Wrong("ticket", f"the outcome yields {ticket:06d}", RESULT)
    right = sealed.result(draw, ticket=said["ticket"], outcome=said["outcome"])
    if said["panel"] != right["panel"]:
        raise Wrong("panel", f"ticket {said['ticket']:06d} is of panel {right['panel']}", RESULT)
    if sorted(said["persons"]) != sorted(right["persons"]):
        raise Wrong("persons", f"ticket {said['ticket']:06d} seats others", RESULT)
    return said
