"""Giving one place by hand warns when a demand can then be met no more, and only then."""

from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from regiodialoog.groups import actions, queries
from regiodialoog.groups.models import RegistrationState, SeatState
from regiodialoog.groups.reach import Place, Somebody, most
from tests.groups.conftest import Table
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page

ROOM = "/beheer/groepen/fietspaden"
WARNED = "dan niet meer halen"
PLACES = st.lists(st.tuples(st.integers(1, 2), st.sampled_from([None, 7, 8])), max_size=3)
PEOPLE = st.lists(st.builds(Somebody, st.integers(1, 2), st.sampled_from([7, 8]), st.just({})), max_size=4)


@given(places=PLACES, people=PEOPLE)
def test_the_most_that_people_can_take_is_what_trying_all_ways_finds(
    places: list[Place], people: list[Somebody]
) -> None:
    def fit(place: Place, one: Somebody | None) -> bool:
        return one is not None and place[0] == one.interest_id and place[1] in (None, one.municipality_id)

    lines = permutations([*people, *[None] * len(places)], len(places))
    tried = max(sum(map(fit, places, line)) for line in lines)
    assert most(places, people) == tried


def assign(bureau: HouseClient, table: Table, seat: Any, number: int, **more: str) -> Any:
    return bureau.submit(f"{ROOM}/plekken/{seat.id}/indelen", {"registration_id": str(number), **more})


def test_a_place_that_makes_a_demand_unreachable_is_given_only_knowingly(table: Table, bureau: HouseClient) -> None:
    table.ask_ages(minimum=1)
    seat = table.seat(0, 0)
    young = table.sign_up(0, 0, answers={"Leeftijd": "jong"})
    old = table.sign_up(0, 0, answers={"Leeftijd": "oud"})
    for other in table.seats:
        if other.id != seat.id and other.interest_id != table.interests[0].id:
            actions.remove_seat(other)
    anywhere = next(one for one in table.seats if one.municipality_id is None)
    actions.remove_seat(anywhere)
    table.sign_up(0, 1, answers={"Leeftijd": "jong"})
    refused = assign(bureau, table, seat, young.id)
    assert refused.status_code == 422
    check_page(refused)
    assert WARNED in refused.text
    assert "Leeftijd oud: minstens 1, en dan hoogstens 0" in " ".join(refused.text.split())
    assert queries.seat(seat.id).state is SeatState.OPEN
    assert bureau.send(refused, {"registration_id": str(old.id)}).status_code == 303, "somebody else does no harm"
    assert queries.registration(old.id).state is RegistrationState.SEATED


def test_who_says_to_know_it_gives_the_place(table: Table, bureau: HouseClient) -> None:
    table.ask_ages(minimum=1)
    seat, young = table.seat(0, 0), table.sign_up(0, 0, answers={"Leeftijd": "jong"})
    for other in table.seats:
        if other.id != seat.id:
            actions.remove_seat(other)
    table.sign_up(0, 0, answers={"Leeftijd": "oud"})
    refused = assign(bureau, table, seat, young.id)
    assert WARNED in refused.text
    assert bureau.send(refused, {"registration_id": str(young.id), "knowing": "y"}).status_code == 303
    assert queries.registration(young.id).state is RegistrationState.SEATED


def test_demands_that_ask_for_more_places_than_are_left_are_told_together(table: Table, bureau: HouseClient) -> None:
    for value in ("jong", "oud"):
        actions.add_quota(table.group, "Leeftijd", value, minimum=3, maximum=6, justification="Voor een goede mix.")
    rows = [table.sign_up(n % 2, n // 2 % 2, answers={"Leeftijd": "jong" if n % 3 else "oud"}) for n in range(24)]
    nothing = table.sign_up(0, 0)
    seat = table.seat(0, 0)
    refused = assign(bureau, table, seat, nothing.id)
    assert refused.status_code == 422
    assert "Leeftijd: de eisen vragen samen nog 6 mensen, en er zijn nog 5 plekken" in " ".join(refused.text.split())
    assert bureau.send(refused, {"registration_id": str(nothing.id), "knowing": "y"}).status_code == 303
    assert queries.registration(nothing.id).state is RegistrationState.SEATED
    assert all(row.state is RegistrationState.REGISTERED for row in rows)
    other = table.seat(0, 1)
    fits = next(
        row for row in rows if (row.interest_id, row.municipality_id) == (other.interest_id, other.municipality_id)
    )
    assert assign(bureau, table, other, fits.id).status_code == 303, "it was lost before, so nothing is lost by this"


def test_without_a_least_nobody_is_warned(table: Table, bureau: HouseClient) -> None:
    table.ask_ages(minimum=0)
    row = table.sign_up(0, 0, answers={"Leeftijd": "jong"})
    seat = table.seat(0, 0)
    assert "Ik weet dat" not in text_of(bureau, f"{ROOM}/plekken/{seat.id}/indelen")
    assert assign(bureau, table, seat, row.id).status_code == 303


def test_somebody_who_does_not_fit_is_not_weighed(table: Table, bureau: HouseClient) -> None:
    table.ask_ages(minimum=1)
    table.sign_up(0, 0)
    row = table.sign_up(1, 1)
    assert assign(bureau, table, table.seat(0, 0), row.id).status_code == 422
    assert assign(bureau, table, table.seat(0, 0), 999_999).status_code == 422
