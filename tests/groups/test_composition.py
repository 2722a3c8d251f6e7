"""The seat plan, the quotas, and who may sit where."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from regiodialoog.core import clock
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.policy import Role
from regiodialoog.groups import actions, labels, queries
from regiodialoog.groups.models import RegistrationState, Seat, SeatFilling, SeatState
from tests.accounts.people import held, kinds, mails_to, someone
from tests.groups.conftest import Table


def test_the_common_plan_is_even_over_interests_and_municipalities(table: Table) -> None:
    seats = actions.make_plan(table.group, actions.evenly(30, table.interests), table.region_places())
    by_interest = Counter(seat.interest_id for seat in seats)
    by_place = Counter(seat.municipality_id for seat in seats)
    assert set(by_interest.values()) == {15}
    assert set(by_place.values()) == {10}


def test_a_plan_in_which_something_happened_is_not_replaced(table: Table) -> None:
    table.fill()
    with pytest.raises(Conflict):
        actions.make_plan(table.group, actions.evenly(8, table.interests))


def test_one_theme_has_one_group(table: Table) -> None:
    with pytest.raises(Conflict):
        actions.make_group(table.theme, "Nog een groep", size=4)


def test_who_gets_a_place_becomes_participant_of_the_theme_and_gets_a_mail(table: Table) -> None:
    row = table.fill()
    seat = table.seat_of(row.person_id)
    assert seat is not None
    assert (seat.state, seat.filling) == (SeatState.FILLED, SeatFilling.ASSIGNED)
    assert held(row.person) == {Role.PARTICIPANT}
    assert row.state is RegistrationState.SEATED
    assert [mail.subject for mail in mails_to(row.person.address)][-1] == "U hebt een plek in de groep: Fietspaden"
    assert "groups.seat_filled" in kinds()


def test_a_place_is_only_for_its_interest_and_its_municipality(table: Table) -> None:
    with pytest.raises(Conflict):
        actions.assign_seat(table.seat(0, 0), table.sign_up(1, 0), by=None)
    with pytest.raises(Conflict):
        actions.assign_seat(table.seat(0, 0), table.sign_up(0, 1), by=None)


def test_a_filled_place_is_not_given_twice_and_nobody_sits_twice(table: Table) -> None:
    row = table.fill()
    seat = table.seat_of(row.person_id)
    with pytest.raises(Conflict):
        actions.assign_seat(seat, table.sign_up(), by=None)
    with pytest.raises(Conflict):
        table.sign_up(1, 0, person=row.person)


def test_who_leaves_loses_the_role_and_a_new_place_comes_free(table: Table) -> None:
    row = table.fill()
    seat = table.seat_of(row.person_id)
    new = actions.leave(seat, by=table.bureau.id, reason="Verhuisd.")
    assert held(row.person) == set()
    assert (seat.state, seat.reason) == (SeatState.LEFT, "Verhuisd.")
    assert (new.state, new.interest_id, new.replaces_id) == (SeatState.OPEN, seat.interest_id, seat.id)
    assert row.state is RegistrationState.WITHDRAWN
    assert "Verhuisd." in mails_to(row.person.address)[-1].body
    with pytest.raises(Conflict):
        actions.remove_seat(queries.seat(new.id))


def test_leaving_needs_a_reason(table: Table) -> None:
    seat = table.seat_of(table.fill().person_id)
    with pytest.raises(Invalid):
        actions.leave(seat, by=table.bureau.id, reason=" ")


def test_the_database_keeps_states_and_facts_together(table: Table, session) -> None:
    session.add(Seat(group_id=table.group.id, interest_id=table.interests[0].id, state=SeatState.FILLED))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_the_roll_of_any_moment_can_be_told(table: Table) -> None:
    before = clock.now()
    with clock.at(before + timedelta(days=1)):
        first = table.fill(0, 0)
    with clock.at(before + timedelta(days=10)):
        seat = table.seat_of(first.person_id)
        new = actions.leave(seat, by=first.person_id, reason="Geen tijd.")
        second = table.sign_up(0, 0)
        actions.assign_seat(queries.seat(new.id), second, by=None)

    def roll(days: int) -> list[tuple[int, int, int | None]]:
        lines = queries.seats_at(table.theme, before + timedelta(days=days))
        return [(line.person_id, line.interest_id, line.municipality_id) for line in lines]

    interest, place = table.interests[0].id, table.places[0].id
    assert roll(0) == []
    assert roll(5) == [(first.person_id, interest, place)]
    assert roll(10) == [(second.person_id, interest, place)]


def test_a_place_without_a_municipality_knows_where_who_sits_there_lives(table: Table) -> None:
    row = table.sign_up(1, 1)
    seat = next(one for one in table.seats if one.municipality_id is None and one.interest_id == row.interest_id)
    actions.assign_seat(queries.seat(seat.id), row, by=None)
    (line,) = queries.seats_at(table.theme, clock.now())
    assert line.municipality_id == table.places[1].id


def test_gaps_are_said_in_words(table: Table) -> None:
    table.fill(1, 0)
    found = labels.gaps(queries.composition(table.seats))
    assert found == [
        "Nog geen plek gevuld voor: Onderwijs.",
        "Inwoners: 2 plekken zijn nog open.",
        f"Nog niemand aan tafel uit: {table.places[1].name}.",
    ]


@pytest.mark.parametrize("feature", ["Nationaliteit", "uw geloof", "BSN", "Politieke voorkeur", "Gezondheid"])
def test_special_personal_data_is_never_asked(table: Table, feature: str) -> None:
    with pytest.raises(Invalid):
        actions.add_quota(table.group, feature, "ja", minimum=0, maximum=3, justification="Wij willen het weten.")


def test_a_representative_signs_up_on_behalf_of_the_own_organisation_alone(table: Table) -> None:
    with pytest.raises(Exception, match="vertegenwoordiger"):
        table.sign_up(person=someone(), organisation_id=table.province_id())
