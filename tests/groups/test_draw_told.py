"""A draw is held in public: who takes part, the clerks and everybody who looks hear of it, each once."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from regiodialoog.accounts import queries as accounts
from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.mails import NOWHERE
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import telling
from regiodialoog.groups.models import Call, Draw, Registration, Telling, TellingKind
from tests.accounts.people import become, mails_to, someone, staff
from tests.groups.conftest import Table
from tests.groups.test_drawing import DICE, picked, pool, prepared, sealed_draw
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient

TAKES_PART, LET_GO = "U doet mee aan de loting", "De loting gaat niet door"


def clerk_of(table: Table, place: int = 0, name: str = "Greet Griffier") -> Person:
    person = someone(name, f"griffier{place}@example.nl")
    give_role(person, Role.CLERK, ScopeKind.MUNICIPALITY, table.places[place].id, by=None, tell=False)
    db.session.flush()
    return accounts.person(person.id)


def about(draw: Draw, what: str = "draw-sealed") -> list[OutboxMessage]:
    query = select(OutboxMessage).where(OutboxMessage.dedupe_key.startswith(f"{what}:{draw.id}:"))
    return list(db.session.scalars(query))


def call_about(row: Registration) -> Call:
    """The one call about draws that somebody is to get."""
    (call,) = [call for call in queries.calls_of(row.person_id) if "loting" in call.subject]
    assert TAKES_PART in call.subject
    return call


def work() -> None:
    """What the worker does with everything that is being told."""
    for row in db.session.scalars(select(Telling).where(Telling.ended_at.is_(None))).all():
        while row.ended_at is None:
            telling.tell_block(row)


def test_at_the_seal_everybody_who_takes_part_hears_it_once_and_without_their_answers(table: Table) -> None:
    table.ask_ages(minimum=0)
    rows = [table.sign_up(n % 2, 0, answers={"Leeftijd": "jong"}) for n in range(4)]
    draw = sealed_draw(table)
    assert sorted(mail.address for mail in about(draw)) == sorted(row.person.address for row in rows)
    (mail,) = [mail for mail in mails_to(rows[0].person.address) if TAKES_PART in mail.subject]
    assert DICE in mail.body
    assert f"{table.path}/loting/1" in mail.body
    assert "Iedereen kan het bestand" in mail.body
    assert "jong" not in mail.body
    assert rows[0].interest.name not in mail.body


def test_the_mail_says_who_gets_the_file_and_that_somebody_cannot_be_drawn(table: Table) -> None:
    pool(table)
    table.ask_ages(minimum=0, maximum=2)
    young = [table.sign_up(n, 0, answers={"Leeftijd": "jong"}) for n in range(2)]
    for quota in queries.quotas(table.group.id):
        if quota.value == "jong":
            actions.change_quota(quota, maximum=0)
    draw = prepared(table)
    opens = clock.now() + timedelta(days=1)
    actions.seal_draw(draw, source=DICE, opens_at=opens, file_is_public=False, barred_reason="Genoeg jongeren.")
    barred, other = young[0].person.address, next(one for one in table.people if one != young[0].person).address
    assert "U kunt nu niet worden ingeloot" in about_to(draw, barred).body
    assert "U kunt nu niet worden ingeloot" not in about_to(draw, other).body
    assert "Alleen de griffiers van de raden en het bureau krijgen het bestand" in about_to(draw, other).body


def about_to(draw: Draw, address: str) -> OutboxMessage:
    return next(mail for mail in about(draw) if mail.address == address)


def test_many_hear_of_a_seal_in_blocks_and_nobody_twice(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "BLOCK", 3)
    pool(table, 8)
    draw = sealed_draw(table)
    assert len(about(draw)) == 3
    work()
    assert len({mail.address for mail in about(draw)}) == len(about(draw)) == 8


def test_whoever_has_no_mail_is_called_and_not_after_it_was_decided(table: Table) -> None:
    pool(table)
    paper = table.sign_up(0, 0, person=someone("Piet Papier", f"p1{NOWHERE}"))
    draw = sealed_draw(table)
    call = call_about(paper)
    with clock.at(clock.now() + timedelta(days=2)):
        actions.type_outcome(draw, outcome="1", by=table.bureau.id)
        actions.type_outcome(draw, outcome="1", by=staff(Role.BUREAU).id)
    assert not queries.is_to_call([call.dedupe_key])


def test_a_draw_that_is_let_go_of_tells_those_who_were_told_and_nobody_else(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "BLOCK", 3)
    pool(table, 5)
    paper = table.sign_up(0, 0, person=someone("Piet Papier", f"p1{NOWHERE}"))
    clerk = clerk_of(table)
    draw = sealed_draw(table)
    told = {mail.address for mail in about(draw)}
    actions.abandon_draw(draw, reason="De griffier was ziek.")
    work()
    assert {mail.address for mail in about(draw, "draw-abandoned")} == told
    assert all("De griffier was ziek." in mail.body for mail in about(draw, "draw-abandoned"))
    assert LET_GO in mails_to(clerk.address)[-1].subject
    assert not [call for call in queries.calls_of(paper.person_id) if "loting" in call.subject]
    assert len(about(draw)) == 3, "those who had not heard of it hear nothing"


def test_who_was_to_be_called_and_was_not_is_not_told_that_it_does_not_go_on(table: Table) -> None:
    pool(table)
    paper = table.sign_up(0, 0, person=someone("Piet Papier", f"p1{NOWHERE}"))
    draw = sealed_draw(table)
    actions.abandon_draw(draw, reason="De griffier was ziek.")
    call = call_about(paper)
    assert not queries.is_to_call([call.dedupe_key])


def test_a_draw_that_was_never_sealed_is_let_go_of_without_a_mail(table: Table) -> None:
    pool(table)
    clerk = clerk_of(table)
    actions.abandon_draw(prepared(table), reason="Vergissing.")
    assert not db.session.scalars(select(Telling)).all()
    assert not mails_to(clerk.address)


def test_clerks_of_the_theme_get_the_seal_and_then_what_to_confirm(table: Table) -> None:
    pool(table)
    clerk, outside = clerk_of(table), someone("Ver Weg", "verweg@example.nl")
    there = {place.id for place in table.places}
    elsewhere = next(place for place in table.region_places() if place.id not in there)
    give_role(outside, Role.CLERK, ScopeKind.MUNICIPALITY, elsewhere.id, by=None, tell=False)
    draw = picked(table)
    first, second = mails_to(clerk.address)
    assert draw.seal in first.body
    assert DICE in first.body
    assert "bevestig" in second.body.lower()
    assert draw.outcome in second.body
    assert not mails_to("verweg@example.nl")


def test_a_clerk_finds_the_draw_on_the_own_page_until_somebody_confirmed_it(table: Table, bureau: HouseClient) -> None:
    pool(table)
    clerk = clerk_of(table)
    draw = sealed_draw(table)
    become(bureau, clerk)
    assert "Noteer het zegel van de loting" in text_of(bureau, "/mijn")
    become(bureau, table.people[0])
    assert "Noteer het zegel van de loting" not in text_of(bureau, "/mijn")
    with clock.at(clock.now() + timedelta(days=2)):
        actions.type_outcome(draw, outcome="1", by=table.bureau.id)
        actions.type_outcome(draw, outcome="1", by=staff(Role.BUREAU).id)
        become(bureau, clerk)
        assert "Bevestig hoe de loting is beslist" in text_of(bureau, "/mijn")
        assert bureau.submit(f"{table.path}/loting/1/getuige").status_code == 303
        assert "Bevestig hoe de loting is beslist" not in text_of(bureau, "/mijn")


def when_over(table: Table) -> datetime:
    """A day after signing up is over."""
    last: date = max(phase.ends_on for phase in table.theme.phases if phase.kind.value == "recruitment")
    return clock.now() + (last + timedelta(days=1) - clock.today())


def test_theme_and_sign_up_page_say_that_lots_are_drawn_and_when(table: Table, client: HouseClient) -> None:
    pool(table)
    pages = (table.path, f"{table.path}/aanmelden")
    with clock.at(when_over(table)):
        for path in pages:
            assert "Er wordt nog geloot om een deel van de plekken" in text_of(client, path), path
        draw = sealed_draw(table)
        for path in (*pages, f"{table.path}/groep"):
            html = text_of(client, path)
            assert "Er wordt geloot om 2 plekken. Vanaf" in html, path
            assert f'href="{table.path}/loting/1"' in html, path
    with clock.at(clock.now() + timedelta(days=100)):
        actions.type_outcome(draw, outcome="1", by=table.bureau.id)
        actions.type_outcome(draw, outcome="1", by=staff(Role.BUREAU).id)
        for path in pages:
            assert "Er is geloot op" in text_of(client, path), path
        actions.announce_draw(draw)
        for path in (*pages, f"{table.path}/groep"):
            html = text_of(client, path)
            assert "Er is geloot om 2 plekken, op" in html, path
            assert "volg de loting" not in html.lower(), path


def test_pages_say_that_a_draw_was_let_go_of(table: Table, client: HouseClient) -> None:
    pool(table)
    actions.abandon_draw(sealed_draw(table), reason="De griffier was ziek.")
    for path in (table.path, f"{table.path}/groep"):
        assert "De loting ging niet door" in text_of(client, path), path


def test_the_bureau_sees_that_people_are_told_of_a_seal(
    table: Table, bureau: HouseClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "BLOCK", 3)
    pool(table, 5)
    sealed_draw(table)
    assert [row.kind for row in queries.tellings(table.theme.id)] == [TellingKind.SEALED]
    html = text_of(bureau, "/beheer/groepen/fietspaden/vertellen")
    assert "Wie meedoet aan de loting" in html
    assert "3 van 5" in html
