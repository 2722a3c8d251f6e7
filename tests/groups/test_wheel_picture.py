"""The wheel: every seat stands in the part of its interest and on the ring of its municipality, beside no other."""

import math
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest

from regiodialoog.groups.models import SeatState
from regiodialoog.groups.wheel import Dot, Wheel, wheel, with_choice
from tests.groups.conftest import Table
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient


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
    assert picture.interests == [f"Belang {n}" for n in range(4)]
    assert [each.text for each in picture.letters] == ["A", "B", "C", "D"]
    for dot in picture.dots:
        radius, part = polar(picture, dot)
        interest = int(dot.title.split(",")[0].removeprefix("Belang "))
        assert int(part * 4) == interest
        ring = sum(radius > edge for edge in picture.rings)
        assert picture.names[ring] in dot.title


def test_one_ring_needs_no_names_and_nobody_no_lines() -> None:
    one = wheel(seats(3, 1, 2))
    assert (one.names, one.letters) == ([], [])
    empty = wheel([])
    assert (empty.dots, empty.labels, empty.rings, empty.spokes, empty.letters) == ([], [], [], [], [])


@pytest.mark.parametrize("given", [(6, 9, 1, 1), (2, 12, 3, 4), (1, 5, 2, 0), (3, 30, 1, 0)])
def test_every_ring_has_its_letter_on_it_beside_no_seat(given: tuple[int, int, int, int]) -> None:
    interests, towns, each, region = given
    picture = wheel(seats(interests, towns, each, region=region))
    texts = [letter.text for letter in picture.letters]
    assert len(set(texts)) == len(texts) == len(picture.names)
    for n, letter in enumerate(picture.letters):
        height = picture.centre - letter.y
        assert letter.x == picture.centre
        assert (picture.rings[n - 1] if n else picture.table) < height < picture.rings[n]
        assert all(math.dist((letter.x, letter.y), (dot.x, dot.y)) > 9 + 9 for dot in picture.dots)


def test_the_key_shows_the_signs_of_the_wheel_with_their_numbers_and_letters(table: Table, client: HouseClient) -> None:
    table.fill(0, 0)
    html = text_of(client, f"{table.path}/groep")
    key = html[html.index('class="rd-wheel__key"') :]
    key = key[: key.index("</div>")]
    for state, count in (("filled", 1), ("promised", 0), ("open", len(table.seats) - 1)):
        assert f'is-{state}"' in key
        assert f": {count}</li>" in key
    for n, name in enumerate(dict.fromkeys(seat.interest.name for seat in table.seats), 1):
        assert f"<b>{n}</b> {name}" in key
    assert "<b>A</b>" in key
    assert "style=" not in html


def test_whoever_is_proposed_stands_on_an_open_place(table: Table) -> None:
    taken = table.fill()
    plan = table.seats
    first, second, *_rest = (seat.id for seat in plan if seat.state is SeatState.OPEN)
    picture = wheel(plan, {first, second, table.seat_of(taken.person_id).id})
    assert picture.counts == {"filled": 1, "chosen": 2, "open": 3}
    assert [dot.title.rpartition(": ")[2] for dot in picture.dots].count("nu gekozen") == 2
    assert with_choice(picture).startswith("Met deze keuze zijn 3 van de 6 plekken gevuld.")
    assert "chosen" not in wheel(plan).counts


def test_the_suggestion_shows_the_table_with_its_choice(table: Table, bureau: HouseClient) -> None:
    for n in range(4):
        table.sign_up(n % 2, n // 2)
    room = "/beheer/groepen/fietspaden"
    assert "is-chosen" not in text_of(bureau, room)
    answer = bureau.submit(f"{room}/indeling", {})
    table.suggested()
    html = text_of(bureau, answer.headers["Location"])
    assert html.count('rd-wheel__seat is-chosen"><title>') == 4
    assert "Met deze keuze zijn 4 van de 6 plekken gevuld." in html
