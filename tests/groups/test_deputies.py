"""Deputies: asked by mail, confirmed by a button, inside the group without its vote, in for good when one leaves."""

from datetime import timedelta

import pytest

from regiodialoog.accounts import actions as accounts
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, NotFound
from regiodialoog.core.policy import Role
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import standing_in
from regiodialoog.groups.models import DeputyState, SeatFilling, SeatState
from tests.accounts.people import become, held, kinds, mails_to, someone
from tests.groups.conftest import Table
from tests.groups.standing import DEPUTY, asked, deputy_for, link_of, representative, stands_in
from tests.support.client import HouseClient
from tests.support.pages import check_page

OWN = "/themas/fietspaden/groep/plaatsvervanger"
GROUP = "/themas/fietspaden/groep"


def text_of(client: HouseClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    check_page(answer)
    return " ".join(answer.get_data(as_text=True).split())


def leave_the_browser(client: HouseClient) -> None:
    with client.session_transaction() as cookie:
        cookie.clear()


def test_a_representative_asks_and_the_deputy_says_yes_by_a_button(table: Table, client: HouseClient) -> None:
    seat, holder, body = representative(table)
    become(client, holder)
    assert "Een plaatsvervanger vragen" in text_of(client, GROUP)
    assert client.submit(OWN, {"name": "Piet Plaats", "address": DEPUTY}).status_code == 303
    assert "Er is nog geen antwoord" in text_of(client, GROUP)
    assert mails_to(DEPUTY)[-1].secret
    leave_the_browser(client)
    path = link_of()
    shown = text_of(client, path)
    assert body.name in shown
    assert holder.name not in shown, "who asks is not named to an address that somebody typed"
    assert deputy_for(seat).state is DeputyState.ASKED, "opening the link answers nothing"
    assert client.submit(path, {"answer": "yes", "name": "Piet Plaats", "old_enough": "y"}).status_code == 303
    row = deputy_for(seat)
    assert (row.state, row.name, row.address) == (DeputyState.CONFIRMED, "", "")
    assert row.person is not None
    assert Role.PARTICIPANT in held(row.person)
    assert client.get(path).status_code == 410
    become(client, row.person)
    inside = text_of(client, GROUP)
    assert holder.name in inside
    assert f"U bent plaatsvervanger van {holder.name}" in inside


def test_no_wipes_the_name_and_address_and_somebody_else_can_be_asked(table: Table, client: HouseClient) -> None:
    seat, _holder, _body = representative(table)
    asked(seat)
    path = link_of()
    client.submit(path, {"answer": "no", "name": "Piet"})
    assert queries.deputy_of(seat) is None
    assert client.get(path).status_code == 410
    row = asked(seat, "Nog Iemand", "nog@example.nl")
    with clock.at(clock.now() + timedelta(days=15)):
        standing_in.expire_deputies()
    assert (row.state, row.name, row.address) == (DeputyState.EXPIRED, "", "")


@pytest.mark.parametrize(
    "given", [{"name": ""}, {"address": "geen adres"}, {"name": "x" * 101}, {"name": "www.kwaad.nl"}]
)
def test_a_wrong_answer_names_its_field(table: Table, client: HouseClient, given: dict[str, str]) -> None:
    _seat, holder, _body = representative(table)
    become(client, holder)
    answer = client.submit(OWN, {"name": "Piet Plaats", "address": DEPUTY} | given)
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert ("E-mailadres van de plaatsvervanger:" if "address" in given else "Naam van de plaatsvervanger:") in html
    assert not mails_to(DEPUTY)


def test_only_who_speaks_for_an_organisation_has_one_deputy_and_does_not_ask_all_day(
    table: Table, client: HouseClient
) -> None:
    resident = table.fill().person
    with pytest.raises(Conflict):
        asked(table.seat_of(resident.id))
    become(client, resident)
    assert client.get(OWN).status_code == 403
    assert "Een plaatsvervanger vragen" not in text_of(client, GROUP)
    seat, _holder, _body = representative(table)
    for n in range(5):
        row = asked(seat, address=f"p{n}@example.nl")
        with pytest.raises(Conflict):
            asked(seat, address="tweede@example.nl")
        actions.decline_deputy(row)
    with pytest.raises(Conflict, match="veel mensen"):
        asked(seat)


def test_a_member_is_no_deputy_and_nobody_is_it_twice(table: Table) -> None:
    seat, holder, _body = representative(table)
    other, member, _club = representative(table)
    with pytest.raises(Conflict):
        stands_in(seat, member.name, member.address)
    with pytest.raises(Conflict):
        stands_in(other, holder.name, holder.address)


def test_two_answers_at_once_count_once(table: Table) -> None:
    seat, _holder, _body = representative(table)
    row, _person = stands_in(seat)
    with pytest.raises(Conflict):
        actions.decline_deputy(row)
    with pytest.raises(Conflict):
        actions.confirm_deputy(row, name="Piet", language="nl")


def test_the_bureau_asks_and_ends_and_nobody_else_can(table: Table, client: HouseClient) -> None:
    seat, holder, _body = representative(table)
    room = f"/beheer/groepen/fietspaden/plekken/{seat.id}/plaatsvervanger"
    for stranger in (someone("Buiten Staander", "buiten@example.nl"), table.fill(1, 1).person):
        become(client, stranger)
        assert client.get(room).status_code == 403
        assert client.post(f"{room}/stoppen").status_code == 403
        assert client.post(f"{OWN}/stoppen").status_code in (403, 404)
    become(client, table.bureau)
    assert client.submit(room, {"name": "Piet Plaats", "address": DEPUTY}).status_code == 303
    assert "nog niet geantwoord" in text_of(client, room)
    person = actions.confirm_deputy(deputy_for(seat), name="Piet Plaats", language="nl")
    assert client.submit(f"{room}/stoppen").status_code == 303
    assert queries.deputy_of(seat) is None
    assert Role.PARTICIPANT not in held(person)
    assert "geen plaatsvervanger meer" in mails_to(DEPUTY)[-1].subject
    assert Role.PARTICIPANT in held(holder)


def test_a_deputy_stops_and_sees_no_more_than_everybody(table: Table, client: HouseClient) -> None:
    seat, holder, _body = representative(table)
    _row, person = stands_in(seat)
    become(client, person)
    assert holder.name in text_of(client, GROUP)
    client.submit(f"{OWN}/stoppen")
    assert queries.deputy_of(seat) is None
    assert holder.name not in text_of(client, GROUP)


def test_when_the_member_leaves_nobody_stands_in_any_more(table: Table) -> None:
    seat, holder, _body = representative(table)
    row, person = stands_in(seat)
    actions.leave(seat, by=holder.id, reason="Andere baan.")
    assert row.state is DeputyState.ENDED
    assert Role.PARTICIPANT not in held(person)
    with pytest.raises(NotFound):
        actions.deputy("geen sleutel")


def test_a_question_that_waits_ends_with_the_seat(table: Table, client: HouseClient) -> None:
    seat, holder, _body = representative(table)
    asked(seat)
    path = link_of()
    actions.leave(seat, by=holder.id, reason="Andere baan.")
    assert client.get(path).status_code == 410


def test_the_deputy_steps_in_for_good_on_a_seat_of_their_own(table: Table, client: HouseClient) -> None:
    seat, holder, body = representative(table)
    row, person = stands_in(seat)
    become(client, holder)
    assert person.name in text_of(client, f"{GROUP}/verlaten")
    client.submit(f"{GROUP}/verlaten", {"reason": "Andere baan.", "hand_over": "y"})
    new = table.seat_of(person.id)
    assert seat.state is SeatState.LEFT
    assert (seat.person_id, seat.organisation_id) == (holder.id, body.id), "the history stays"
    assert (new.replaces_id, new.organisation_id, new.interest_id) == (seat.id, body.id, seat.interest_id)
    assert row.state is DeputyState.TOOK_OVER
    assert Role.PARTICIPANT in held(person)
    assert Role.PARTICIPANT not in held(holder)
    roll = queries.seats_at(table.theme, clock.now())
    assert [line.person_id for line in roll if line.interest_id == seat.interest_id] == [person.id]


def test_leaving_without_ticking_leaves_the_place_open(table: Table, client: HouseClient) -> None:
    seat, holder, _body = representative(table)
    _row, person = stands_in(seat)
    become(client, holder)
    client.submit(f"{GROUP}/verlaten", {"reason": "Andere baan."})
    assert queries.seat_of(table.theme, person.id) is None
    assert any(one.replaces_id == seat.id and one.state is SeatState.OPEN for one in table.seats)


def test_the_bureau_hands_a_place_over(table: Table, client: HouseClient) -> None:
    seat, _holder, _body = representative(table)
    _row, person = stands_in(seat)
    become(client, table.bureau)
    path = f"/beheer/groepen/fietspaden/plekken/{seat.id}/vrijmaken"
    client.submit(path, {"reason": "Verhuisd.", "hand_over": "y"})
    assert table.seat_of(person.id).replaces_id == seat.id
    other, _member, _club = representative(table)
    assert "neemt deze plek" not in text_of(client, path.replace(str(seat.id), str(other.id)))
    with pytest.raises(Conflict):
        actions.hand_over(other, by=table.bureau.id, reason="Verhuisd.")


def test_a_place_that_was_drawn_goes_to_who_is_next_in_line_and_not_to_a_deputy(
    table: Table, client: HouseClient
) -> None:
    seat, holder, _body = representative(table)
    stands_in(seat)
    seat.filling = SeatFilling.DRAWN
    with pytest.raises(Conflict, match="geloot"):
        actions.hand_over(seat, by=holder.id, reason="Andere baan.")
    become(client, holder)
    assert "neemt deze plek" not in text_of(client, f"{GROUP}/verlaten")


def test_a_role_that_is_ended_elsewhere_ends_it_too(table: Table) -> None:
    seat, _holder, _body = representative(table)
    row, person = stands_in(seat)
    grant = next(one for one in person.active_grants if one.role is Role.PARTICIPANT)
    accounts.end_role(grant, by=table.bureau.id, reason="Op verzoek.")
    assert row.state is DeputyState.ENDED


def test_an_account_that_goes_takes_its_standing_in_with_it(table: Table) -> None:
    seat, holder, _body = representative(table)
    row, person = stands_in(seat)
    accounts.erase(person)
    assert row.state is DeputyState.ENDED
    again, other = stands_in(seat, "Ander Mens", "ander@example.nl")
    accounts.erase(holder)
    assert again.state is DeputyState.ENDED
    assert Role.PARTICIPANT not in held(other)


def test_events_tell_numbers_only(table: Table) -> None:
    seat, holder, _body = representative(table)
    _row, person = stands_in(seat)
    actions.hand_over(seat, by=holder.id, reason="Mijn geheime reden.")
    rows = db.session.query(AuditEvent).filter(AuditEvent.kind.startswith("groups.deputy")).all()
    assert [row.kind for row in rows] == ["groups.deputy_asked", "groups.deputy_confirmed", "groups.deputy_ended"]
    assert not [row for row in rows if row.public]
    told = " ".join(str(row.data) for row in db.session.query(AuditEvent))
    for private in (person.name, DEPUTY, holder.name, "geheime reden"):
        assert private not in told
    assert "groups.seat_filled" in kinds()
