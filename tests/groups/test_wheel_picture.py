"""The wheel: every seat stands in the part of its interest and on the ring of its municipality, beside no other."""

import math
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest

from regiodialoog.groups.models import SeatState
from regiodialoog.groups.wheel import Dot, Wheel, wheel


def seats(interests: int, towns: int, each: int, *, region: int = 0) -> list[Any]:
    """``each`` places per interest and town, and ``region`` per interest of the whole region."""
    found = []
    for interest in range(interests):
        for town in [*range(towns), *([None] if region else [])]:
            place = None if town is None else SimpleNamespace(id=town, name=f"Plaats {town}", sort_key=f"{town:02}")
            of = {"interest_id": interest, "interest": SimpleNamespace(name=f"Belang {interest}")}
            seat = SimpleNamespace(**of, municipality_id=town, municipality=place, state=SeatState.OPEN)
            found += [seat] * (region if town is None else each)
    return found


def polar(picture: Wheel, dot: Dot) -> tuple[float, float]:
    """Radius, and the angle from the top with the clock as a part of the whole circle."""
    x, y = dot.x - picture.centre, dot.y - picture.centre
    return math.hypot(x, y), (math.atan2(x, -y) / (2 * math.pi)) % 1


@pytest.mark.parametrize(
    "given", [(6, 9, 1, 0), (6, 1, 5, 0), (1, 0, 0, 30), (5, 3, 2, 4), (6, 0, 0, 80), (2, 2, 1, 0)]
)
def test_every_seat_has_its_own_place(given: tuple[int, int, int, int]) -> None:
    interests, towns, each, region = given
    rows = seats(interests, towns, each, region=region)
    picture = wheel(rows)
    assert len(picture.dots) == len(rows)
    for one, other in combinations(picture.dots, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= 18, (one, other)
    for dot in picture.dots:
        assert 9 <= dot.x <= picture.size - 9
        assert 9 <= dot.y <= picture.size - 9
        assert polar(picture, dot)[0] > picture.table + 9


def test_interests_are_parts_and_municipalities_are_rings() -> None:
    rows = seats(4, 3, 1, region=1)
    picture = wheel(rows)
    assert picture.names[:3] == ["Plaats 0", "Plaats 1", "Plaats 2"]
    assert len(picture.names) == len(picture.rings) == 4
    for dot in picture.dots:
        radius, part = polar(picture, dot)
        interest = int(dot.title.split(",")[0].removeprefix("Belang "))
        assert int(part * 4) == interest
        ring = sum(radius > edge for edge in picture.rings)
        assert picture.names[ring] in dot.title


def test_one_ring_needs_no_names_and_nobody_no_lines() -> None:
    assert wheel(seats(3, 1, 2)).names == []
    empty = wheel([])
    assert (empty.dots, empty.labels, empty.rings, empty.spokes) == ([], [], [], [])
