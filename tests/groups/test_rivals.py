"""What went wrong with others' draws, once each."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from regiodialoog.accounts import actions as accounts
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Invalid
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import drawing, tidying
from regiodialoog.groups.models import OfferState, SeatState
from tests.groups.conftest import Table
from tests.groups.test_drawing import all_accept, announced, pool, prepared
from tests.groups.test_offering import states


def stand(table: Table) -> dict[int, tuple[str, int | None]]:
    return {seat.id: (seat.state.value, seat.person_id) for seat in table.seats}


def test_drawing_to_try_changes_no_one_and_mails_no_one(table: Table) -> None:
    pool(table)
    before, mails = stand(table), len(db.session.scalars(select(OutboxMessage)).all())
    waited = [(row.id, row.state) for row in queries.registrations(table.theme.id)]
    draw = prepared(table)
    actions.abandon_draw(draw, reason="Alleen om te proberen.")
    assert stand(table) == before
    assert [(row.id, row.state) for row in queries.registrations(table.theme.id)] == waited
    assert len(db.session.scalars(select(OutboxMessage)).all()) == mails


def test_another_draw_resets_nobody_who_was_confirmed(table: Table) -> None:
    draw = announced(table, 8, replace_until=None)
    all_accept(draw)
    seat = next(seat for seat in table.seats if seat.state is SeatState.FILLED)
    actions.leave(queries.seat(seat.id), by=table.bureau.id, reason="Verhuisd.")
    confirmed = {key: said for key, said in stand(table).items() if said[0] == "filled"}
    again = prepared(table, reason="Er kwam een plek vrij.")
    again.group.theme = table.theme
    opens = clock.now() + timedelta(days=1)
    why = "Voor hen is er geen plek."
    actions.seal_draw(again, source="Dobbelstenen", opens_at=opens, file_is_public=False, barred_reason=why)
    people = {row.registration.person_id for row in queries.offers(draw.id)}
    rows = {row.id: row.person_id for row in queries.registrations(table.theme.id)}
    assert not {rows.get(number) for number in again.codes.values()} & people
    assert {key: said for key, said in stand(table).items() if said[0] == "filled"} == confirmed
    assert [state for state in states(draw) if state is not OfferState.ACCEPTED] == []


def test_running_it_twice_seats_no_one_twice(table: Table) -> None:
    draw = announced(table, 8)
    for _again in range(2):
        tidying.expire_offers()
        assert actions.fill_vacancies(draw) == 0
    all_accept(draw)
    people = [seat.person_id for seat in table.seats if seat.person_id is not None]
    assert len(people) == len(set(people)) == draw.places


def test_who_is_removed_leaves_nothing_in_mails_answers_or_the_log(table: Table) -> None:
    table.sign_up(0, 0)
    table.ask_ages(minimum=0)
    other = table.sign_up(1, 0, answers={"Leeftijd": "oud"}).person
    pool(table, 4)
    draw = announced(table, 0)
    name, address = other.display_name, other.address
    accounts.erase(other)
    db.session.flush()
    db.session.expire_all()
    kept = [repr(row.__dict__) for kind in (OutboxMessage, AuditEvent) for row in db.session.scalars(select(kind))]
    kept += [repr(row.answers) for row in queries.registrations_of_person(other.id)]
    assert not [text for text in kept if name in text or address in text or "oud" in text.split("'")]
    assert other.id not in [row.registration.person_id for row in queries.open_offers(other.id)]
    assert OfferState.SENT in states(draw), "others keep what they were offered"


def test_an_answer_is_one_of_those_that_are_offered_however_it_is_spelled(table: Table) -> None:
    table.ask_ages()
    with pytest.raises(Invalid):
        table.sign_up(0, 0, answers={"Leeftijd": "Oud "})
    with pytest.raises(Invalid):
        table.sign_up(0, 0, answers={"Schoenmaat": "43"})
    row = table.sign_up(0, 0, answers={"Leeftijd": "oud"})
    assert row.answers == {"Leeftijd": "oud"}


def test_what_the_first_one_answered_decides_nothing_about_what_the_draw_asks(table: Table) -> None:
    table.sign_up(0, 0)
    table.ask_ages(minimum=0)
    for n in range(3):
        table.sign_up(n % 2, 1, answers={"Leeftijd": "jong" if n else "oud"})
    draw = actions.prepare_draw(table.group, by=table.bureau.id)
    asked = {feature for feature, _value, _low, _high in draw.inputs["quotas"]}
    assert "Leeftijd" in asked
    assert all(len(values) == len(asked) for _code, values in draw.inputs["people"])
    assert drawing.computed(draw.inputs)[1] is not None
