"""The round table as a picture: a part of the circle for each interest, a ring for each municipality."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.groups import labels
from regiodialoog.groups.models import Seat, SeatState

TABLE, STEP, ARC, EDGE = 44, 25, 22, 32
"""The radius of the table, the distance between rings, the room that a seat takes along its ring, and that of
the numbers outside."""
LETTER = 15
"""Half the room that the letters of rings take, at the innermost ring."""
CHOSEN = "chosen"
"""An open place for which somebody is proposed."""
STATES = {**{state.value: said for state, said in labels.STATES.items()}, CHOSEN: _l("chosen now")}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Dot:
    """A seat: where it stands, its state, and what it stands for in words."""

    x: int
    y: int
    state: str
    title: str


@dataclass(frozen=True)
class Label:
    """The number of an interest, outside its part of the circle; or the letter of a ring, on it."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Wheel:
    """A square of ``size`` with a round table of radius ``table`` in its middle. ``rings``: the radii at which a ring
    ends; ``spokes``: where the lines between interests begin and end. What numbers and letters stand for:
    ``interests``, in the order of the numbers, and ``names``, the rings from the middle outwards, nothing if there is
    only one. ``counts``: how many seats are in each state."""

    dots: list[Dot]
    labels: list[Label]
    letters: list[Label]
    rings: list[int]
    spokes: list[tuple[int, int, int, int]]
    names: list[str]
    interests: list[str]
    counts: dict[str, int]
    size: int
    table: int

    @property
    def centre(self) -> int:
        return self.size // 2


def wheel(seats: Sequence[Seat], chosen: Collection[int] = ()) -> Wheel:
    """Seats come in the order of interests; ``chosen`` are the open ones for which somebody is proposed. A municipality
    with more seats for an interest than fit beside each other gets a wider ring; the places of the whole region stand
    outside. Where there are several rings a narrow part at the top holds their letters."""
    names, there = dict[int, str](), defaultdict[tuple[int | None, int], list[Seat]](list)
    for seat in seats:
        names[seat.interest_id] = seat.interest.name
        there[seat.municipality_id, seat.interest_id].append(seat)
    interests, places = list(names), _places(seats)
    gap = LETTER / (TABLE + STEP) if len(places) > 1 else 0.0
    width = 2 * (math.pi - gap) / max(1, len(interests))
    radius, rings, standing = float(TABLE), list[int](), list[tuple[Seat, float, float]]()
    for place in places:
        parts = [there[place, interest] for interest in interests]
        while any(parts):
            radius += STEP
            room = max(1, int(width * radius / ARC))
            for n, part in enumerate(parts):
                here = part[:room]
                standing += [(seat, gap + width * (n + (m + 0.5) / len(here)), radius) for m, seat in enumerate(here)]
            parts = [part[room:] for part in parts]
        rings.append(round(radius + STEP / 2))
    edge = rings[-1] if rings else TABLE
    centre = edge + EDGE
    lines = [gap + width * n for n in range(len(interests) + bool(gap))] if len(interests) > 1 or gap else []
    middles = [(below + above) / 2 for below, above in pairwise([TABLE + STEP // 2, *rings])] if gap else []
    return Wheel(
        [_dot(seat, _state(seat, chosen), *_at(angle, radius, centre)) for seat, angle, radius in standing],
        [Label(*_at(gap + width * (n + 0.5), edge + EDGE / 2, centre), str(n + 1)) for n in range(len(interests))],
        [Label(*_at(0, middle, centre), _letter(n)) for n, middle in enumerate(middles)],
        rings if len(rings) > 1 else [],
        [(*_at(angle, TABLE, centre), *_at(angle, edge, centre)) for angle in lines],
        [name for name in places.values() if len(places) > 1],
        list(names.values()),
        dict(Counter(_state(seat, chosen) for seat in seats)),
        2 * centre,
        TABLE,
    )


def with_choice(found: Wheel) -> str:
    """How far it is when everybody who is proposed takes their place."""
    count = Counter(found.counts)
    said: str = _(
        "With this choice %(filled)s of %(total)s places are filled, %(promised)s promised and %(open)s still open.",
        filled=count["filled"] + count[CHOSEN],
        total=count.total(),
        promised=count["promised"],
        open=count["open"],
    )
    return said


def _letter(n: int) -> str:
    """Of a ring: A to Z, then AA, AB and on."""
    first, last = divmod(n, len(LETTERS))
    return (LETTERS[first - 1] if first else "") + LETTERS[last]


def _places(seats: Sequence[Seat]) -> dict[int | None, str]:
    """Names by number, in the order of the alphabet; None, the whole region, comes last."""
    found = {seat.municipality.id: seat.municipality for seat in seats if seat.municipality}
    rows = sorted(found.values(), key=lambda each: each.sort_key)
    names: dict[int | None, str] = {row.id: row.name for row in rows}
    return names | ({None: str(_("whole region"))} if any(seat.municipality is None for seat in seats) else {})


def _state(seat: Seat, chosen: Collection[int]) -> str:
    return CHOSEN if chosen and seat.state is SeatState.OPEN and seat.id in chosen else seat.state.value


def _dot(seat: Seat, state: str, x: int, y: int) -> Dot:
    return Dot(x, y, state, f"{labels.seat_name(seat)}: {STATES[state]}")


def _at(angle: float, radius: float, centre: int) -> tuple[int, int]:
    """A point on a circle, from the top with the clock."""
    return round(centre + radius * math.sin(angle)), round(centre - radius * math.cos(angle))
