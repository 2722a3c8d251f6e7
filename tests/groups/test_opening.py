"""Signing up opens when the bureau says so, and whoever writes down the last agreement reads what that does."""

from datetime import datetime, time, timedelta

import pytest

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues import queries as dialogue_queries
from regiodialoog.dialogues.models import PhaseKind, ThemeState
from regiodialoog.dialogues.opening import with_the_last_council
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions.opening import remind_to_open
from tests.accounts.people import become, kinds, mails_to, someone
from tests.dialogues.conftest import Talk, in_phase
from tests.groups.conftest import Table
from tests.groups.test_pages import MANAGE, text_of
from tests.support.client import HouseClient

OPEN, HOLD = f"{MANAGE}/aanmelden-openen", f"{MANAGE}/aanmelden-terug"
THEME = "/beheer/dialogen/themas/fietspaden"
AT_ONCE = "Zodra de laatste raad akkoord is, kan iedereen zich meteen aanmelden."
NOT_ITSELF = "Hiermee opent het aanmelden niet vanzelf"
NOW = "Vanaf nu kan iedereen zich aanmelden."


def wait(table: Table) -> None:
    table.group.sign_up_waits = True
    db.session.flush()


def withdraws(table: Table) -> str:
    """One council takes its agreement back; the address where it is written down anew."""
    mandate = dialogue_queries.mandate_of(table.theme)
    assert mandate is not None
    place = table.places[0]
    dialogues.record_agreement(mandate, place, agrees=False, agreed_on=clock.today(), reason="Eerst meer geld.")
    return f"{THEME}/raden/{place.slug}"


# ── the bureau opens it ──────────────────────────────────────────────────────


def test_a_new_group_waits_and_one_that_was_there_does_not(table: Table, talk: Talk, bureau: HouseClient) -> None:
    dialogues.create_theme(talk.round, "Bomen", question="Waar?", municipalities={talk.region.places[0]: ""})
    about = {"title": "Groep Bomen", "size": "6", "compensation_kind": "none"}
    assert bureau.submit("/beheer/groepen/bomen/tekst", about).status_code == 303
    assert queries.group_of(dialogue_queries.theme("bomen")).sign_up_waits
    assert not table.group.sign_up_waits


def test_nobody_signs_up_before_the_bureau_opens_it(table: Table, client: HouseClient) -> None:
    wait(table)
    assert not queries.is_open(table.theme)
    assert table.theme not in queries.open_themes()
    with pytest.raises(Conflict):
        table.sign_up()
    page = text_of(client, f"{table.path}/aanmelden")
    assert "Aanmelden kan zodra het bureau het aanmelden opent." in page
    assert "<form" not in page.split("<main", 1)[1].split("</main", 1)[0]
    become(client, table.bureau)
    assert client.submit(OPEN).location == MANAGE
    assert NOW in text_of(client, MANAGE)
    assert queries.is_open(table.theme)
    assert table.theme in queries.open_themes()
    assert kinds()[-1] == "groups.sign_up_opened"


def test_it_is_opened_once(table: Table, bureau: HouseClient) -> None:
    wait(table)
    shown = bureau.get(OPEN)
    assert bureau.send(shown).location == MANAGE
    assert bureau.send(shown).location == MANAGE, "sent twice"
    assert "Het aanmelden is al geopend." in text_of(bureau, OPEN)
    with pytest.raises(Conflict):
        actions.open_sign_up(table.group)
    assert kinds().count("groups.sign_up_opened") == 1


def test_only_the_bureau_opens_it(table: Table, client: HouseClient) -> None:
    wait(table)
    become(client, someone())
    for path in (OPEN, f"{MANAGE}/vragen/geen"):
        assert client.get(path).status_code in (403, 404)
        assert client.post(path).status_code in (400, 403, 404)
    assert table.group.sign_up_waits


def test_the_button_says_when_it_opens_and_what_is_missing(table: Table, bureau: HouseClient) -> None:
    wait(table)
    page = text_of(bureau, OPEN)
    assert "Zodra u op de knop drukt, kan iedereen zich aanmelden." in page
    for said in ("Dit is nog te doen", "De bijeenkomsten", "De vragen voor de samenstelling", "Wie mag meedoen"):
        assert said in page, said
    withdraws(table)
    assert "Aanmelden kan zodra alle raden het eens zijn met de opdracht." in text_of(bureau, OPEN)
    in_phase(table.theme, PhaseKind.MANDATE)
    assert "Aanmelden kan vanaf" in text_of(bureau, OPEN)
    assert bureau.submit(OPEN).location == MANAGE
    assert "U hebt het aanmelden geopend. Aanmelden kan vanaf" in text_of(bureau, MANAGE)
    assert not queries.is_open(table.theme), "the day has still to come"


def test_whoever_opened_it_too_early_takes_that_back_as_long_as_nobody_signed_up(
    table: Table, bureau: HouseClient
) -> None:
    assert HOLD in text_of(bureau, OPEN)
    shown = bureau.get(HOLD)
    assert bureau.send(shown).location == MANAGE
    assert bureau.send(shown).location == MANAGE, "sent twice"
    assert table.group.sign_up_waits
    assert not queries.is_open(table.theme)
    assert kinds().count("groups.sign_up_held") == 1
    assert bureau.get(HOLD).location == OPEN
    with pytest.raises(Conflict):
        actions.hold_sign_up(table.group)
    bureau.submit(OPEN)
    table.sign_up()
    assert HOLD not in text_of(bureau, OPEN)
    assert bureau.get(HOLD).location == OPEN
    with pytest.raises(Conflict):
        actions.hold_sign_up(table.group)
    become(bureau, someone())
    assert bureau.get(HOLD).status_code == 403


# ── a button that was forgotten ──────────────────────────────────────────────


def mailed_on(table: Table, *days: int) -> list[int]:
    """The days, counted from the first one of signing up, on which the bureau gets a mail about it."""
    phase = dialogue_queries.phase_of(table.theme, PhaseKind.RECRUITMENT)
    assert phase is not None
    first, before, found = datetime.combine(phase.starts_on, time(9), clock.AMSTERDAM), 0, []
    for day in days:
        with clock.at(first + timedelta(days=day)):
            remind_to_open()
            remind_to_open()
        now = len(mails_to(table.bureau.address))
        assert now - before < 2, "twice on one day"
        found += [day] * (now - before)
        before = now
    return found


def test_the_bureau_hears_that_signing_up_still_waits_before_and_on_the_first_day(table: Table) -> None:
    wait(table)
    assert mailed_on(table, -9, -4, -3, -2, -1, 0, 1, 2, 9) == [-3, 0]
    mails = sorted(mail.body for mail in mails_to(table.bureau.address))
    assert all(OPEN in body for body in mails)
    assert any("Het aanmelden voor dit thema begint volgens de planning op" in body for body in mails)


def test_whoever_planned_it_late_hears_it_once(table: Table) -> None:
    wait(table)
    assert mailed_on(table, 2, 3, 4) == [2]
    (mail,) = mails_to(table.bureau.address)
    assert "Niemand kan zich nog aanmelden" in mail.body


def test_nobody_is_reminded_of_what_is_open_or_over(table: Table) -> None:
    assert mailed_on(table, -3, 0) == []
    wait(table)
    assert mailed_on(table, 400) == []
    dialogues.end_theme(table.theme, ThemeState.STOPPED, on=clock.today(), reason="Geen geld.")
    assert mailed_on(table, 0) == []


# ── writing down the last agreement ──────────────────────────────────────────


def test_the_last_agreement_says_that_it_opens_signing_up_and_what_is_missing(
    table: Table, bureau: HouseClient
) -> None:
    path = withdraws(table)
    page = text_of(bureau, path)
    assert AT_ONCE in page
    for said in ("De bijeenkomsten", "De vragen voor de samenstelling", "Wie mag meedoen"):
        assert said in page.split(AT_ONCE, 1)[1], said
    given = {"agrees": "yes", "agreed_on": str(clock.today()), "reason": "Nu wel."}
    bureau.submit(path, given)
    assert NOW in text_of(bureau, THEME)
    bureau.submit(path, given)
    assert NOW not in text_of(bureau, THEME), "it was open already"
    assert AT_ONCE not in text_of(bureau, path)


def test_of_a_group_that_waits_the_agreement_opens_nothing(table: Table, bureau: HouseClient) -> None:
    wait(table)
    path = withdraws(table)
    page = text_of(bureau, path)
    assert NOT_ITSELF in page
    assert AT_ONCE not in page
    bureau.submit(path, {"agrees": "yes", "agreed_on": str(clock.today()), "reason": "Nu wel."})
    assert NOW not in text_of(bureau, THEME)
    assert not queries.is_open(table.theme)


def test_before_the_days_the_agreement_says_when_it_opens(table: Table, bureau: HouseClient) -> None:
    path = withdraws(table)
    in_phase(table.theme, PhaseKind.MANDATE)
    phase = dialogue_queries.phase_of(table.theme, PhaseKind.RECRUITMENT)
    assert phase is not None
    assert "opent het aanmelden vanzelf op" in text_of(bureau, path)
    with clock.at(clock.now() + (phase.ends_on - clock.today()) + timedelta(days=1)):
        assert with_the_last_council(table.theme) is None, "the days are over"


# ── what must still be decided ───────────────────────────────────────────────


def undone(bureau: HouseClient) -> list[str]:
    page = text_of(bureau, THEME).split('id="te-doen"', 1)[1].split("</section>", 1)[0]
    return [row.split("</a>", 1)[0].rpartition(">")[2] for row in page.split("<li>") if "nog te doen" in row]


def test_questions_and_conditions_are_decided_also_if_there_are_none(table: Table, bureau: HouseClient) -> None:
    found = undone(bureau)
    assert {"De vragen voor de samenstelling", "Wie mag meedoen", "De bijeenkomsten"} <= set(found)
    assert bureau.submit(f"{MANAGE}/vragen/geen").location == MANAGE
    assert "U koos ervoor om niets te vragen." in text_of(bureau, f"{MANAGE}/vragen")
    assert bureau.submit(f"{MANAGE}/voorwaarden/instellen").status_code == 303
    assert not {"De vragen voor de samenstelling", "Wie mag meedoen"} & set(undone(bureau))


def test_a_question_is_an_answer_too(table: Table, bureau: HouseClient) -> None:
    table.ask_ages()
    assert "De vragen voor de samenstelling" not in undone(bureau)
    with pytest.raises(Conflict):
        actions.ask_nothing(table.group)
    assert bureau.submit(f"{MANAGE}/vragen/geen").status_code == 409


def test_a_plan_does_not_open_what_waits(table: Table, bureau: HouseClient) -> None:
    for seat in table.seats:
        actions.remove_seat(queries.seat(seat.id))
    said = "Zodra u dit opslaat, kan iedereen zich aanmelden."
    assert said in text_of(bureau, f"{MANAGE}/plan")
    wait(table)
    assert said not in text_of(bureau, f"{MANAGE}/plan")
