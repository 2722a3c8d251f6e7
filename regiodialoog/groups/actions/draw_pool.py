"""Who can be drawn and for what, as the engine sees it: people become codes, places and demands become quotas."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from regiodialoog.groups.models import INTEREST, PLACE, Asked, Quota, Registration, Seat, SeatFilling, SeatState
from regiodialoog.groups.queries import Rules

HOUSEHOLD = "Huishouden"
"""The name in the public file of who lives together."""
NO_ANSWER = "geen antwoord"
CODE = 5
"""Bytes of randomness in the code of a person: nobody can tell it from anything but the bureau's own table."""


def seats_to_draw(seats: Sequence[Seat]) -> list[Seat]:
    return [seat for seat in seats if seat.state is SeatState.OPEN and seat.filling is SeatFilling.DRAWN]


def filled_otherwise(plan: Sequence[Seat], seated: Sequence[Registration]) -> int:
    """How many places are filled in another way than by a lot still to be drawn, by people of whom no answer is known.
    ``seated``: who sits or was offered a place, and told their answers."""
    sits = {seat.person_id for seat in plan if seat.state is SeatState.FILLED}
    offered = sum(row.person_id not in sits for row in seated)
    left = sum(seat.state in (SeatState.OPEN, SeatState.PROMISED) for seat in plan) - len(seats_to_draw(plan))
    return max(0, left - offered)


def asks(seat: Seat) -> dict[str, str]:
    """What a seat asks of who takes it: the values of its interest and, if it is of one, its municipality."""
    asked = {INTEREST: seat.interest.name}
    return asked | ({PLACE: _place(seat.interest.name, seat.municipality.name)} if seat.municipality else {})


def asked_by(file: Mapping[str, Any], seats: Sequence[Seat]) -> list[dict[str, str]]:
    """What seats ask now, as far as a draw knows those features."""
    features = {quota["feature"] for quota in file["config"]["quotas"]}
    return [{name: value for name, value in asks(seat).items() if name in features} for seat in seats]


def codes_for(pool: Sequence[Registration], token: Callable[[int], str]) -> dict[str, int]:
    """A code for everybody, ``token`` of random bytes as text; registration by code, in the order of the codes, which
    tells nothing either."""
    given: dict[str, int] = {}
    for row in pool:
        code = token(CODE)
        while code in given:
            code = token(CODE)
        given[code] = row.id
    return dict(sorted(given.items()))


def inputs(
    seats: Sequence[Seat],
    quotas: Sequence[Quota],
    seated: Sequence[Registration],
    pool: Sequence[Registration],
    codes: Mapping[str, int],
    *,
    others: int,
    homes: Mapping[int, str] | None = None,
) -> dict[str, Any]:
    """All that the engine needs, as plain values; names and numbers of people are not among them.

    Every interest gets as many places as there are seats for it; a seat of one municipality takes one from there at
    least, a seat of the whole region one from anywhere. The bounds of a demand are less what sits at the table already,
    and its least is less what the ``others``, so many places that are filled in another way, can still bring.
    ``homes``: the code of a household by registration, for who shares one.
    """
    homes = homes or {}
    by_id = {row.id: row for row in pool}
    people = [by_id[codes[code]] for code in codes]
    found = [
        *_interests(seats, people),
        *_places(seats, people),
        *_demands(quotas, seated, people, (len(seats), others)),
    ]
    features = list(dict.fromkeys(feature for feature, _value, _low, _high in found))
    return {
        "seats": [seat.id for seat in seats],
        "places": [{name: value for name, value in asks(seat).items() if name in features} for seat in seats],
        "quotas": found,
        "people": [
            [code, [_value_of(row, feature) for feature in features], *([homes[row.id]] if row.id in homes else [])]
            for code, row in zip(codes, people, strict=True)
        ],
    }


def asked(rows: Iterable[Asked]) -> list[dict[str, Any]]:
    """By which rules a value followed from what was filled in, as the sealed file tells it."""
    return [{"feature": row.feature, "asked": row.source.value, "rules": row.rules, "year": row.year} for row in rows]


def homes(pool: Sequence[Registration], rules: Rules) -> dict[int, int]:
    """A number of the household by registration, for who shares one with somebody else in the pool."""
    keys = {row.id: rules.home_of(row) for row in pool}
    sizes = Counter(key for key in keys.values() if key)
    numbers = {key: n for n, key in enumerate(dict.fromkeys(keys.values())) if sizes[key] > 1}
    return {row: numbers[key] for row, key in keys.items() if key in numbers}


def coded(homes: Mapping[int, int], token: Callable[[int], str]) -> dict[int, str]:
    """The same with random codes: those tell nothing of an address."""
    codes = {number: f"{n}-{token(CODE)}" for n, number in enumerate(dict.fromkeys(homes.values()))}
    return {row: codes[number] for row, number in homes.items()}


def _interests(seats: Sequence[Seat], people: Sequence[Registration]) -> list[list[Any]]:
    wanted = Counter(seat.interest.name for seat in seats)
    names = dict.fromkeys([*wanted, *(row.interest.name for row in people)])
    return [[INTEREST, name, wanted[name], wanted[name]] for name in names]


def _places(seats: Sequence[Seat], people: Sequence[Registration]) -> list[list[Any]]:
    """Nothing while no seat asks for a municipality."""
    fixed = Counter(_place(seat.interest.name, seat.municipality.name) for seat in seats if seat.municipality)
    if not fixed:
        return []
    free = Counter(seat.interest.name for seat in seats if seat.municipality is None)
    there = [(seat.interest.name, seat.municipality.name) for seat in seats if seat.municipality]
    interests = {_place(*each): each[0] for each in there}
    interests |= {_value_of(row, PLACE): row.interest.name for row in people}
    return [[PLACE, place, fixed[place], fixed[place] + free[interest]] for place, interest in interests.items()]


def _demands(
    quotas: Sequence[Quota], seated: Sequence[Registration], people: Sequence[Registration], places: tuple[int, int]
) -> list[list[Any]]:
    """``places``: how many are drawn for, and how many are filled in another way."""
    size, others = places
    found: list[list[Any]] = []
    for quota in quotas:
        have = sum(_value_of(row, quota.feature) == quota.value for row in seated)
        found.append([quota.feature, quota.value, max(0, quota.minimum - have - others), max(0, quota.maximum - have)])
    known = {(feature, value) for feature, value, _low, _high in found}
    for feature in dict.fromkeys(quota.feature for quota in quotas):
        answers = dict.fromkeys(_value_of(row, feature) for row in people)
        found += [[feature, value, 0, size] for value in answers if (feature, value) not in known]
    return found


def _value_of(row: Registration, feature: str) -> str:
    if feature == INTEREST:
        return row.interest.name
    if feature == PLACE:
        return _place(row.interest.name, row.municipality.name)
    return str(row.answers.get(feature) or NO_ANSWER)


def _place(interest: str, municipality: str) -> str:
    return f"{interest}, {municipality}"
