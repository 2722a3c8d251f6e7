"""Whoever does not meet a condition of a group, or has a role that it does not take, has no other way in either."""

import pytest

from regiodialoog.accounts import actions as accounts
from regiodialoog.core.errors import Conflict
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.groups import actions
from regiodialoog.groups.models import Condition, RegistrationState
from tests.accounts.people import someone
from tests.groups.conftest import Table
from tests.groups.standing import asked, representative, stands_in
from tests.groups.standing import link_of as deputy_link
from tests.groups.test_conditions import ask, met
from tests.groups.test_drawing import pool
from tests.groups.test_invited_conditions import ADDRESS, CANNOT, YES, accept, invited, link, turned_away
from tests.support.client import HouseClient

MET = {Condition.AGE: True, Condition.OFFICE: True}


@pytest.mark.parametrize("role", [Role.BUREAU, Role.COUNCIL_MEMBER, Role.ALDERMAN])
def test_a_role_says_more_than_an_answer(table: Table, client: HouseClient, role: Role) -> None:
    ask(table)
    person = someone("Nadia Nieuw", ADDRESS)
    bureau = role is Role.BUREAU
    kind, of = (ScopeKind.REGION, None) if bureau else (ScopeKind.MUNICIPALITY, table.places[0].id)
    accounts.give_role(person, role, kind, of, by=None, tell=False)
    row = invited(table)
    with pytest.raises(actions.HoldsOffice):
        accept(row, age=True, place=True, office=True)
    assert client.submit(link(table), YES).location.startswith(f"{CANNOT}/functie")
    seat, _holder, _body = representative(table)
    deputy = asked(seat, "Nadia Nieuw", ADDRESS)
    with pytest.raises(actions.HoldsOffice):
        actions.confirm_deputy(deputy, name="Nadia Nieuw", language="nl", met=MET)
    answer = client.submit(deputy_link(ADDRESS), YES | {"of_place": None})
    assert answer.location.startswith(f"{CANNOT}/functie")
    assert turned_away(table) == (0, 0, 2)


def test_who_got_a_role_since_enters_no_pool_and_takes_no_place(table: Table) -> None:
    ask(table)
    rows = pool(table)
    table.sign_up()
    accounts.give_role(
        rows[0].person, Role.COUNCIL_MEMBER, ScopeKind.MUNICIPALITY, table.places[0].id, by=None, tell=False
    )
    assert rows[0] not in actions.can_be_drawn(table.group, table.seats)
    assert rows[0].id not in table.suggested().seats.values()
    with pytest.raises(Conflict, match="voldoet niet aan een voorwaarde"):
        actions.assign_seat(table.seat(), rows[0], by=table.bureau.id)
    ask(table, office=False)
    assert rows[0] in actions.can_be_drawn(table.group, table.seats)


def test_what_was_written_down_of_a_sign_up_bars_an_invitation_and_standing_in(table: Table) -> None:
    ask(table)
    signed_up = table.sign_up(person=someone("Nadia Nieuw", ADDRESS))
    actions.tell_conditions(signed_up, met(office=False))
    with pytest.raises(Conflict, match="Bel of schrijf het bureau"):
        accept(invited(table), age=True, place=True, office=True)
    seat, _holder, _body = representative(table)
    row = asked(seat, "Nadia Nieuw", ADDRESS)
    with pytest.raises(Conflict, match="Bel of schrijf het bureau"):
        actions.confirm_deputy(row, name="Nadia Nieuw", language="nl", met=MET)


def test_what_was_written_down_of_somebody_invited_bars_signing_up_and_the_place_of_who_leaves(
    table: Table,
) -> None:
    ask(table)
    person = accept(invited(table), age=True, place=True, office=True)
    actions.tell_invited(table.group, person, met(office=False))
    actions.leave(table.seat_of(person.id), by=table.bureau.id, reason="Bleek raadslid te zijn.")
    with pytest.raises(Conflict, match="Bel of schrijf het bureau"):
        table.sign_up(person=person)
    seat, _holder, _body = representative(table)
    _row, deputy = stands_in(seat)
    actions.tell_invited(table.group, deputy, met(age=False))
    with pytest.raises(Conflict, match="Bel of schrijf het bureau"):
        actions.hand_over(seat, by=table.bureau.id, reason="Verhuisd.")


def test_what_the_bureau_says_of_who_is_at_the_table_counts_for_their_sign_up_too(table: Table) -> None:
    ask(table)
    person = someone("Nadia Nieuw", ADDRESS)
    signed_up = table.sign_up(person=person)
    accept(invited(table), age=True, place=True, office=True)
    actions.tell_invited(table.group, person, met(age=False))
    actions.leave(table.seat_of(person.id), by=table.bureau.id, reason="Te jong.")
    assert signed_up.of_age is False
    assert signed_up.state is RegistrationState.WITHDRAWN
    assert signed_up not in actions.can_be_drawn(table.group, table.seats)


def test_a_place_outside_the_region_bars_nobody_who_comes_for_an_organisation(table: Table) -> None:
    ask(table)
    signed_up = table.sign_up(person=someone("Nadia Nieuw", ADDRESS))
    actions.tell_conditions(signed_up, met(place=False))
    row = invited(table, organisation_id=table.province_id())
    assert accept(row, age=True, office=True).id == signed_up.person_id
