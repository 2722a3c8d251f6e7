"""Draws for tests: made by the engine on small pools, as values that a forger can change and seal anew."""

import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regiodialoog.engines.sortition import leximin, replace, sealed, tickets
from regiodialoog.engines.sortition.check import check
from regiodialoog.engines.sortition.files import write_table
from regiodialoog.engines.sortition.people import Person, Quota
from regiodialoog.engines.sortition.pool import Demands
from regiodialoog.engines.strict_json import BadInput
from regiodialoog.engines.trail import canonical, sha256
from tests.engines.trails import program

SEX_AND_AGE = ("geslacht", "leeftijd")
OUTCOME = "14 3 27 41 8 30"


@dataclass
class Files:
    """``draw``, ``result`` and ``replaced`` as values or as bytes; ``chances`` as rows, or no file."""

    draw: Any
    result: Any = None
    chances: list[list[Any]] | bytes | None = None
    replaced: Any = None

    def parts(self) -> dict[str, bytes]:
        rows = self.chances if isinstance(self.chances, list) else []
        table = write_table(("id", "chance", "tickets"), rows) if rows else self.chances
        parts = {"draw.json": self.draw, "result.json": self.result, "chances.csv": table}
        parts |= {"replacements.json": self.replaced}
        return {
            name: part if isinstance(part, bytes) else json.dumps(part, ensure_ascii=False).encode()
            for name, part in parts.items()
            if part is not None
        }

    def write(self, folder: Path) -> Path:
        folder.mkdir(exist_ok=True)
        for name, part in self.parts().items():
            (folder / name).write_bytes(part)
        return folder

    def count(self) -> None:
        """Chances, and the table beside them, as they follow from the panels."""
        kinds, starts = sealed.read_types(self.draw)
        counted = tickets.counts(kinds, starts, sealed.read_panels(self.draw))
        self.draw["chances"] = {person: counted.get(person, 0) for person in self.draw["chances"]}
        if isinstance(self.chances, list):
            self.chances = [[person, chance, counted.get(person, n)] for person, chance, n in self.chances]

    def seal(self) -> None:
        """What a forger does who knows how it works."""
        self.draw["pool_sha256"] = sha256(canonical(self.draw.get("pool")))
        self.draw["seal"] = sealed.seal_of(self.draw)

    def pick(self, ticket: int, outcome: str | None = None) -> None:
        self.result = sealed.result(self.draw, ticket=ticket, outcome=outcome)

    def pick_by(self, outcome: str) -> None:
        self.pick(sealed.ticket_of(outcome, self.draw["seal"]), outcome)

    def sign_result(self) -> None:
        self.result["sha256"] = sha256(canonical({name: v for name, v in self.result.items() if name != "sha256"}))

    def replace(self, *leaving: str, like: Mapping[str, str] | None = None) -> None:
        """One after the other leaves, and makes place for who is next in line."""
        lines = self.replaced["replacements"] if self.replaced else []
        drawn = {*self.result["persons"], *(line["person"] for line in lines)}
        gone = set(lines[-1]["gone"]) if lines else set()
        for person in leaving:
            gone = {*gone, person}
            asks = self.asked_of(person) if like is None else like
            vacancy = replace.Vacancy(asks, drawn - gone, gone)
            chosen = replace.next_in_line(self.draw, self.result, vacancy)
            assert chosen, f"nobody can come for {person}"
            lines.append(replace.line(vacancy, chosen))
            drawn.add(chosen)
            self.replaced = replace.replacements(self.result, lines, drawn - gone, gone)

    def asked_of(self, person: str) -> dict[str, str]:
        """What the place of somebody asks, as the draw sealed it."""
        places = replace.Places(self.draw, sealed.result(self.draw, ticket=self.result["ticket"])["persons"])
        for line in self.replaced["replacements"] if self.replaced else []:
            places.take(line["like"], line["kept"], line["person"])
        return places.asks[places.people.index(person)] if places.asks else {}

    def sign_replaced(self) -> None:
        self.replaced["sha256"] = sha256(canonical({name: v for name, v in self.replaced.items() if name != "sha256"}))

    # ── looking around ──

    def type_of(self, person: str) -> int:
        return next(n for n, kind in enumerate(self.draw["types"]) if person in kind["ids"])

    def seats(self, panel: int) -> dict[int, int]:
        return dict(self.draw["panels"][panel]["types"])

    def seat(self, panel: int, seats: dict[int, int]) -> None:
        self.draw["panels"][panel]["types"] = [[t, n] for t, n in sorted(seats.items()) if n]

    def start(self, n: int) -> None:
        """Where the circle of a changed type begins."""
        kind = self.draw["types"][n]
        kind["start"] = int(sha256(canonical([kind["values"], kind["ids"]]))[:16], 16) % len(kind["ids"])


def made(demands: Demands, *, household: str = "adres", places: Sequence[Mapping[str, str]] | None = ()) -> Files:
    lottery = leximin.fairest(demands, seed=1)
    announced = sealed.Announced("de trekking van de Staatsloterij", "2026-12-10T20:00:00Z")
    draw = sealed.seal(demands, lottery, announced, household=household, places=places)
    exact = {
        person: f"{chance:.12f}"
        for kind, chance in zip(demands.kinds, lottery.chances.tolist(), strict=True)
        for person in kind.ids
    }
    return Files(draw, None, [[person.id, exact[person.id], draw["chances"][person.id]] for person in demands.people])


def people(given: Sequence[tuple[str, str, str]]) -> list[Person]:
    """From ("id", "values with spaces between them", "household or nothing")."""
    return [Person(name, tuple(values.split()), home) for name, values, home in given]


NEIGHBOURS = Demands(
    SEX_AND_AGE,
    people(
        [
            ("Aagje", "v jong", ""), ("Bea", "v jong", ""), ("Cato", "v jong", ""), ("Dina", "v jong", "dorpsstraat 1"),
            ("Els", "v jong", ""), ("Fien", "v oud", ""), ("Griet", "v oud", ""), ("Hilde", "v oud", "kerkplein 2"),
            ("Ids", "m jong", ""), ("Jan", "m jong", ""), ("Kees", "m jong", "dorpsstraat 1"), ("Luuk", "m jong", ""),
            ("Mees", "m oud", ""), ("Nico", "m oud", ""), ("Otto", "m oud", "kerkplein 2"), ("=Piet, zoë", "m oud", ""),
        ]
    ),
    5,
    [Quota("geslacht", "v", 2, 3), Quota("leeftijd", "jong", 2, 3), Quota("geslacht", "m", 2, 3),
     Quota("leeftijd", "oud", 2, 3)],
    frozenset({"Aagje"}),
    frozenset({"Luuk"}),
)  # fmt: skip
"""Two households; Aagje must be seated and Luuk must not."""


def at_random(seed: int) -> Demands:
    """A small pool with quotas that at least one panel meets."""
    chance = random.Random(seed)
    features = [f"kenmerk {n}" for n in range(chance.randint(1, 3))]
    values = {name: [f"{name} {n}é" for n in range(chance.randint(2, 3))] for name in features}
    count = chance.randint(6, 24)
    pool = [
        Person(
            chance.choice(["p%d", "=%d", "'-%d", "Zoë%d", 'a"%d,', "n\n%d", "\u202e%d", "é%d"]) % n,
            tuple(chance.choice(values[name]) for name in features),
            chance.choice(["", "", "", "x", "y", "z"]),
        )
        for n in range(count)
    ]
    chance.shuffle(pool)
    seats, homes, panel = chance.randint(2, min(8, count // 2)), set[str](), list[Person]()
    for person in pool:
        if len(panel) < seats and person.household not in homes - {""}:
            panel.append(person)
            homes.add(person.household)
    others = [person.id for person in pool if person not in panel]
    quotas = []
    for n, name in enumerate(features):
        for value in values[name]:
            met = sum(person.values[n] == value for person in panel)
            quotas.append(Quota(name, value, max(0, met - chance.randint(0, 2)), met + chance.randint(0, 2)))
    chance.shuffle(quotas)
    order = list(dict.fromkeys(quota.feature for quota in quotas))
    return Demands(
        tuple(order),
        [Person(p.id, tuple(p.values[features.index(name)] for name in order), p.household) for p in pool],
        len(panel),
        quotas,
        frozenset(person.id for person in panel[: chance.randint(0, 1)]),
        frozenset(others[: chance.randint(0, 2)]),
    )


def engine(files: Files) -> tuple[int, str]:
    """What the engine says: exit status and words."""
    parts = files.parts()
    try:
        beside = {name: parts.get(f"{name}.json") for name in ("result", "replacements")}
        found = check(parts["draw.json"], chances=parts.get("chances.csv"), **beside)
    except BadInput as error:
        return 2, str(error)
    return (1, str(found.fault)) if found.fault else (0, "")


def both(files: Files, folder: Path) -> tuple[int, str]:
    """Exit status and words of the program, after the engine said the same of the same place."""
    status, says = engine(files)
    answer = program(files.write(folder))
    said = (answer.stdout if answer.returncode < 2 else answer.stderr).strip()
    assert (answer.returncode, place(said)) == (status, place(says)), f"{says}\n{said}"
    return status, said


def place(says: str) -> str:
    """``draw.json, panel 3`` of a fault; nothing of all that is well."""
    found = re.match(r'(?:WRONG: |verify\.py: )?([a-z]+\.(?:json|csv)(?:, (?:person ".*?"|[^:"]+))?): ', says)
    return found.group(1) if found else ""
