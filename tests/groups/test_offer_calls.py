"""A drawn place for somebody without an e-mail address: what the caller tells, until when, and what they say to it."""

from datetime import timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import select

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.i18n import format_date
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import offering, recruiting, tidying
from regiodialoog.groups.models import Call, CallState, CameBy, Draw, Offer, OfferState, RegistrationState
from tests.accounts.people import become
from tests.groups.conftest import Table
from tests.groups.test_desk import caller_of
from tests.groups.test_drawing import picked, pool
from tests.groups.test_offering import first
from tests.groups.test_pages import SECRET, text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page


class Asked(NamedTuple):
    draw: Draw
    offer: Offer
    call: Call


def without_mail(person: Person, phone: str = "033 123 45 67") -> None:
    person.address = f"x{person.id}{mails.NOWHERE}"
    (row,) = queries.registrations_of_person(person.id)
    recruiting.came(row, how=CameBy.DESK, phone=phone)


def asked(table: Table) -> Asked:
    """Somebody without an e-mail address was drawn."""
    pool(table)
    draw = picked(table)
    number = next(iter(draw.result["seats"].values()))
    without_mail(queries.registration(number).person)
    with clock.at(clock.now() + timedelta(days=2)):
        actions.announce_draw(draw, replace_until=clock.today() + timedelta(days=30))
    offer = next(row for row in queries.offers(draw.id) if row.registration_id == number)
    return Asked(draw, offer, db.session.scalars(select(Call)).one())


@pytest.fixture
def place(table: Table) -> Asked:
    return asked(table)


@pytest.fixture
def caller(table: Table, client: HouseClient) -> HouseClient:
    become(client, caller_of(table))
    return client


def test_the_caller_reads_what_to_tell_and_until_which_day(place: Asked, caller: HouseClient) -> None:
    shown = caller.get(f"/bellen/{place.call.id}")
    check_page(shown)
    html = shown.get_data(as_text=True)
    for said in (
        "u bent ingeloot",
        place.offer.seat.interest.name,
        f"Antwoorden kan tot en met {format_date(place.offer.answer_by)}.",
        "50 euro per avond",
        "/code",
    ):
        assert said in html, said
    assert "persoonlijke link" not in html
    assert "/loting/plek/" not in html, "a link of somebody else is not for the caller"


@pytest.mark.parametrize(("said", "state"), [("yes", OfferState.ACCEPTED), ("no", OfferState.DECLINED)])
def test_the_caller_writes_down_yes_or_no(table: Table, caller: HouseClient, said: str, state: OfferState) -> None:
    place = asked(table)
    assert caller.submit(f"/bellen/{place.call.id}", {"outcome": said}).status_code == 303
    offer = db.session.get_one(Offer, place.offer.id)
    assert offer.state is state
    assert offer.answered_by is not None
    done = db.session.get_one(Call, place.call.id)
    assert (done.state, done.body) == (CallState.REACHED, "")
    assert not queries.open_calls([table.theme.id]), "who said it on the phone gets no second call about it"


def test_reached_alone_is_no_answer_and_a_second_try_is(place: Asked, caller: HouseClient) -> None:
    path = f"/bellen/{place.call.id}"
    assert caller.submit(path, {"outcome": "reached"}).status_code == 422
    assert caller.submit(path, {"outcome": "again"}).status_code == 303
    assert place.offer.state is OfferState.SENT
    assert caller.submit(path, {"outcome": "not_reached"}).status_code == 303
    assert place.offer.state is OfferState.SENT
    assert not queries.open_calls([place.call.theme_id])


def test_yes_without_a_place_is_no_answer_to_another_call(table: Table, caller: HouseClient) -> None:
    row = table.sign_up()
    without_mail(row.person)
    actions.refuse(row, reason="Geen plek.")
    call = db.session.scalars(select(Call)).one()
    assert caller.submit(f"/bellen/{call.id}", {"outcome": "yes"}).status_code == 422
    assert caller.submit(f"/bellen/{call.id}", {"outcome": "reached"}).status_code == 303


@pytest.mark.parametrize("how", ["code", "desk", "no", "too late"])
def test_the_call_ends_when_it_was_answered_in_any_way(table: Table, caller: HouseClient, how: str) -> None:
    place = asked(table)
    opened = caller.get(f"/bellen/{place.call.id}")
    if how == "code":
        become(caller, place.offer.registration.person)
        answer = caller.submit(f"{table.path}/aanmelden/plek", {"answer": "yes"}, follow=True)
        assert "Inloggen kan met de code van uw brief" in answer.get_data(as_text=True)
    elif how == "desk":
        become(caller, table.bureau)
        path = f"{table.path}/loting/1/plekken/{place.offer.id}"
        assert "heeft geen e-mailadres" in text_of(caller, path)
        assert caller.submit(path, {"answer": "yes"}).status_code == 303
    elif how == "no":
        actions.decline_offer(place.offer)
    else:
        with clock.at(clock.now() + timedelta(days=60)):
            tidying.expire_offers()
    keys = {call.dedupe_key for call in queries.open_calls([table.theme.id])}
    assert keys.isdisjoint(queries.offer_keys(place.offer.id))
    become(caller, caller_of_again(table))
    assert caller.get(f"/bellen/{place.call.id}").status_code == 409
    assert (place.call.state, place.call.body) == (CallState.ANSWERED, "")
    late = caller.send(opened, {"outcome": "no"})
    assert late.status_code == 409
    assert "Dit gesprek is niet meer nodig" in late.get_data(as_text=True)


def caller_of_again(_table: Table) -> Person:
    return db.session.scalars(select(Person).where(Person.name == "Bea Beller")).one()


def test_nobody_is_called_twice_to_be_reminded(place: Asked) -> None:
    offering.remind(place.offer)
    assert len(queries.open_calls([place.call.theme_id])) == 1
    actions_before = place.call
    actions_before.state, actions_before.called_at, actions_before.body = CallState.NOT_REACHED, clock.now(), ""
    db.session.flush()
    offering.remind(place.offer)
    (again,) = queries.open_calls([place.call.theme_id])
    assert again.dedupe_key == f"offer_reminder:{place.offer.id}"
    assert "eerdere mail" not in again.body
    assert queries.about_offer(again) is not None


def test_the_caller_sees_no_answer_to_a_question_and_nobody_elses_place(table: Table, caller: HouseClient) -> None:
    place = asked(table)
    for row in queries.registrations(table.theme.id):
        row.answers = {"Leeftijd": SECRET}
    db.session.commit()
    html = text_of(caller, f"/bellen/{place.call.id}")
    others = [row.registration.person.display_name for row in queries.offers(place.draw.id) if row != place.offer]
    assert SECRET not in html
    assert not any(name in html for name in others)
    assert caller.get(f"{table.path}/loting/1/plekken").status_code == 403


def test_the_bureau_reads_how_many_get_a_mail_and_how_many_a_call(table: Table, bureau: HouseClient) -> None:
    pool(table)
    draw = picked(table)
    without_mail(queries.registration(next(iter(draw.result["seats"].values()))).person)
    with clock.at(clock.now() + timedelta(days=2)):
        become(bureau, table.bureau)
        path = f"{table.path}/loting/1/bekendmaken"
        html = bureau.submit(path, follow=True).get_data(as_text=True)
    assert "1 persoon krijgt een mail" in html
    assert "1 persoon heeft geen e-mailadres en moet worden gebeld" in html
    assert 'href="/bellen"' in html


def test_who_said_no_by_phone_is_off_the_list(table: Table, caller: HouseClient) -> None:
    place = asked(table)
    shown = caller.get(f"/bellen/{place.call.id}")
    for _twice in range(2):
        assert caller.send(shown, {"outcome": "no"}).status_code == 303
    assert place.offer.registration.state is RegistrationState.WITHDRAWN
    assert first(place.draw).number > place.offer.number
