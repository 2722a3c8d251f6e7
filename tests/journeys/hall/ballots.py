"""What five people fill in, in every way to choose, as they see it on the page."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from tests.journeys.chain.person import Person

OPTIONS = ("Een duo uit de groep", "De gespreksleider", "Iedereen die wil")
A, B, C = OPTIONS
RULES: dict[str, dict[str, Any]] = {
    "yes-no": {},
    "consent": {},
    "dots": {"points": 5, "per_option": 3},
    "approval": {},
    "score": {"max": 5},
    "schulze": {},
    "irv": {},
    "run-off": {},
    "stv": {"seats": 2},
    "equal-shares": {"budget": 900, "completion": "none"},
}
COSTS = (300, 400, 500)
Fill = Callable[[Person, int], None]


def for_or_against(person: Person, n: int) -> None:
    _radio(person, ("Voor", "Voor", "Voor", "Tegen", "Blanco")[n])


def consents(person: Person, n: int) -> None:
    _radio(person, "Ik stem in, met een zorg" if n == 3 else "Ik stem in")
    if n == 3:
        person.fills("Wat is uw bezwaar of uw zorg?", "Wie betaalt de koffie?")


def ticks(person: Person, n: int) -> None:
    for option in ((A, B), (A,), (A, C), (B,), ())[n]:
        person.ticks(re.compile(f"^{option}"))


def dots(person: Person, n: int) -> None:
    _numbers(person, "Stippen voor", ({A: 3, B: 2}, {A: 3}, {B: 1, C: 1}, {A: 2}, {C: 3})[n])
    if person.javascript and n == 0:
        person.sees("Nog over: 0")


def points(person: Person, n: int) -> None:
    _numbers(person, "Punten voor", ({A: 5, B: 2}, {A: 4}, {B: 5, C: 1}, {A: 2}, {C: 3})[n])


def ranks(person: Person, n: int) -> None:
    if n == 0:  # with the buttons, as on a phone
        for option in (A, B):
            person.presses(re.compile(f"^Lager.*{option}"))
        return
    for place, option in enumerate(((A, C), (A, B, C), (B, A), (C, A), (A,))[n], 1):
        person.chooses(f"Plaats van: {option}", str(place))


FILLS: dict[str, Fill] = {
    "yes-no": for_or_against, "consent": consents, "dots": dots, "approval": ticks, "score": points,
    "schulze": ranks, "irv": ranks, "run-off": ranks, "stv": ranks, "equal-shares": ticks,
}  # fmt: skip
CHOSEN: dict[str, Sequence[str]] = {
    "yes-no": ("De groep koos hiervoor: 3 voor, 1 tegen, 1 blanco.",),
    "consent": ("De groep stemt in: 4 stemmen in, 1 stemmen in met een zorg, 0 hebben een bezwaar.",),
    "dots": (f"Gekozen: {A}.",),
    "approval": (f"Gekozen: {A}.",),
    "score": (f"Gekozen: {A}.",),
    "schulze": (f"Gekozen: {A}.",),
    "irv": (f"Gekozen: {A}.",),
    "run-off": (f"Gekozen: {A}.",),
    "stv": (A,),
    "equal-shares": (A,),
}
"""What stands on the page of the result."""


def _radio(person: Person, word: str) -> None:
    person.main.get_by_role("radio", name=re.compile(rf"^{word}(?!,)")).first.check()


def _numbers(person: Person, label: str, given: dict[str, int]) -> None:
    for option, number in given.items():
        person.fills(f"{label}: {option}", str(number))
