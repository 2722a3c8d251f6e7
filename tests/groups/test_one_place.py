"""Whoever has a place waits for none, stands in for nobody else, and gets no second one."""

from regiodialoog.accounts.models import Person
from regiodialoog.core.policy import Role
from regiodialoog.groups import actions, queries
from regiodialoog.groups.models import DeputyState, InvitationState, Registration, RegistrationState, SeatState
from tests.accounts.people import held, mails_to, someone
from tests.groups.conftest import Table
from tests.groups.standing import representative, stands_in
from tests.groups.test_invited_conditions import ADDRESS, YES, accept, invited, link
from tests.support.client import HouseClient
from tests.support.pages import check_page


def signed_up_and_invited(table: Table) -> tuple[Person, Registration]:
    person = someone("Nadia Nieuw", ADDRESS)
    row = table.sign_up(1, 0, person=person)
    accept(invited(table), age=True)
    return person, row


def test_who_signed_up_and_sits_by_an_invitation_waits_no_more(table: Table) -> None:
    _person, row = signed_up_and_invited(table)
    table.sign_up(1, 0)
    assert row.state is RegistrationState.SEATED
    assert row not in actions.can_be_drawn(table.group, table.seats)
    found = table.suggested()
    assert row.id not in [*found.seats.values(), *(one for each in found.others.values() for one in each)]
    table.nobody_gets_a_place()
    assert "De groep is vol." not in mails_to(ADDRESS)[-1].body


def test_who_heard_that_there_is_no_place_and_is_invited_has_one(table: Table) -> None:
    row = table.sign_up(1, 0, person=someone("Nadia Nieuw", ADDRESS))
    actions.refuse(row, reason="De groep is vol.")
    person = accept(invited(table), age=True)
    assert (row.state, row.reason) == (RegistrationState.SEATED, "")
    actions.leave(table.seat_of(person.id), by=table.bureau.id, reason="Verhuisd.")
    assert row.state is RegistrationState.WITHDRAWN


def test_who_sits_and_is_invited_again_reads_what_to_do(table: Table, client: HouseClient) -> None:
    accept(invited(table), age=True)
    row = actions.invite(table.seat(1, 0), name="Nadia Nieuw", address=ADDRESS, by=None)
    answer = client.submit(link(table), YES)
    assert answer.status_code == 409
    check_page(answer)
    assert "U hebt al een plek in deze groep. Zeg hier nee" in answer.get_data(as_text=True)
    assert (row.state, row.seat.state) == (InvitationState.SENT, SeatState.PROMISED)
    assert client.submit(link(table), {"answer": "no"}).status_code == 303


def test_a_deputy_who_gets_a_place_stands_in_no_more_and_keeps_the_role(table: Table) -> None:
    seat, _holder, _body = representative(table)
    row, person = stands_in(seat)
    actions.assign_seat(table.seat(1, 1), table.sign_up(1, 1, person=person), by=table.bureau.id)
    assert row.state is DeputyState.ENDED
    assert queries.deputy_of(seat) is None
    assert held(person) == {Role.PARTICIPANT}


def test_a_deputy_who_takes_the_place_over_is_no_second_time_ended(table: Table) -> None:
    seat, _holder, _body = representative(table)
    row, person = stands_in(seat)
    actions.hand_over(seat, by=table.bureau.id, reason="Verhuisd.")
    assert row.state is DeputyState.TOOK_OVER
    assert table.seat_of(person.id).state is SeatState.FILLED
