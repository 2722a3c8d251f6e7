"""The round table as a picture: a part of the circle for each interest, a ring for each municipality."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from regiodialoog.groups import labels
from regiodialoog.groups.models import Seat

TABLE, STEP, ARC, EDGE = 44, 25, 22, 32
"""The radius of the table, the distance between rings, the room that a seat takes along its ring, and that of
the numbers outside."""


@dataclass(frozen=True)
class Dot:
    """A seat: where it stands, its state, and what it stands for in words."""

    x: int
    y: int
    state: str
    title: str


@dataclass(frozen=True)
class Label:
    """The number of an interest, outside its part of the circle."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Wheel:
    """A square of ``size`` with a round table of radius ``table`` in its middle. ``rings``: the radii at which a ring
    ends; ``spokes``: where the lines between interests begin and end; ``names``: the rings from the middle outwards,
    nothing if there is only one."""

    dots: list[Dot]
    labels: list[Label]
    rings: list[int]
    spokes: list[tuple[int, int, int, int]]
    names: list[str]
    size: int
    table: int

    @property
    def centre(self) -> int:
        return self.size // 2


def wheel(seats: Sequence[Seat]) -> Wheel:
    """Seats come in the order of interests. A municipality with more seats for an interest than fit beside each other
    gets a wider ring; the places of the whole region stand outside."""
    interests = list(dict.fromkeys(seat.interest_id for seat in seats))
    width = 2 * math.pi / max(1, len(interests))
    radius, rings, standing = float(TABLE), list[int](), list[tuple[Seat, float, float]]()
    places = _places(seats)
    for place in places:
        parts = [
            [seat for seat in seats if (seat.municipality_id, seat.interest_id) == (place, interest)]
            for interest in interests
        ]
        while any(parts):
            radius += STEP
            room = max(1, int(width * radius / ARC))
            for n, part in enumerate(parts):
                here = part[:room]
                standing += [(seat, width * (n + (m + 0.5) / len(here)), radius) for m, seat in enumerate(here)]
            parts = [part[room:] for part in parts]
        rings.append(round(radius + STEP / 2))
    edge = rings[-1] if rings else TABLE
    centre = edge + EDGE
    several = len(interests) > 1
    return Wheel(
        [_dot(seat, *_at(angle, radius, centre)) for seat, angle, radius in standing],
        [Label(*_at(width * (n + 0.5), edge + EDGE / 2, centre), str(n + 1)) for n in range(len(interests))],
        rings if len(rings) > 1 else [],
        [(*_at(width * n, TABLE, centre), *_at(width * n, edge, centre)) for n in range(len(interests) * several)],
        [name for name in places.values() if len(places) > 1],
        2 * centre,
        TABLE,
    )


def _places(seats: Sequence[Seat]) -> dict[int | None, str]:
    """Names by number, in the order of the alphabet; None, the whole region, comes last."""
    found = {seat.municipality.id: seat.municipality for seat in seats if seat.municipality}
    rows = sorted(found.values(), key=lambda each: each.sort_key)
    names: dict[int | None, str] = {row.id: row.name for row in rows}
    return names | ({None: str(_("whole region"))} if any(seat.municipality is None for seat in seats) else {})


def _dot(seat: Seat, x: int, y: int) -> Dot:
    return Dot(x, y, seat.state.value, f"{labels.seat_name(seat)}: {labels.STATES[seat.state]}")


def _at(angle: float, radius: float, centre: int) -> tuple[int, int]:
    """A point on a circle, from the top with the clock."""
    return round(centre + radius * math.sin(angle)), round(centre - radius * math.cos(angle))
