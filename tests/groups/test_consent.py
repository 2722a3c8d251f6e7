"""Signing up is agreeing to a text: composed from what is asked, kept as it stood, and never one that nobody saw."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from regiodialoog.accounts.actions import erase
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import collect
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import consenting, tidying
from regiodialoog.groups.consent import Agreed, Composed, Line, agreed_now, compose
from regiodialoog.groups.models import Consent, ConsentText, Registration
from tests.accounts.people import become, kinds, someone
from tests.groups.conftest import Table
from tests.groups.test_desk import at_desk
from tests.groups.test_letters import made, typed, without_mail
from tests.groups.test_pages import MANAGE, filled_in, latest, text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries


def agreed_to(row: Registration) -> Consent:
    return queries.consents([row.id])[row.id]


def texts() -> int:
    return db.session.scalar(select(func.count()).select_from(ConsentText)) or 0


def text_now(table: Table) -> Composed:
    return compose(
        table.theme, table.group, seats=queries.seats(table.group.id), questions=queries.questions(table.group)
    )


def signed_up(table: Table, client: HouseClient, **more: str) -> Registration:
    become(client, someone())
    assert client.submit(f"{table.path}/aanmelden", filled_in(table, **more)).status_code == 303
    return latest()


# ── the text ─────────────────────────────────────────────────────────────────


def test_the_text_names_what_is_asked_and_nothing_that_is_not(table: Table) -> None:
    for said in ("Leeftijd", "postcode", "raad of college"):
        assert said not in text_now(table).body, said
    assert "geloot" in text_now(table).body, "two places of this group are drawn"
    table.ask_ages()
    actions.change_conditions(table.group, asks_place=True, asks_no_office=True, one_per_household=True)
    body = text_now(table).body
    for said in ("Leeftijd: Voor een goede mix.", "postcode", "raad of college", "16 jaar of ouder", "90 dagen"):
        assert said in body, said


def test_a_reason_on_several_lines_is_one_line_of_the_text(table: Table) -> None:
    actions.add_quota(table.group, "Vervoer", "fiets", minimum=0, maximum=6, justification="Voor\r\neen\n\nmix.")
    assert "Vervoer: Voor een mix." in text_now(table).body.split("\n")


def test_the_hash_is_that_of_the_text_and_the_text_is_kept_once(table: Table, client: HouseClient) -> None:
    rows = [signed_up(table, client), latest()]
    become(client, someone("Tweede", "tweede@example.nl"))
    client.submit(f"{table.path}/aanmelden", filled_in(table))
    text = agreed_to(rows[0]).text
    assert agreed_to(latest()).text_id == text.id
    assert text.sha256 == hashlib.sha256(text.body.encode()).hexdigest() == text_now(table).sha256
    assert texts() == 1


# ── agreeing ─────────────────────────────────────────────────────────────────


def test_the_text_is_of_the_moment_at_which_it_was_shown_and_agreed_to_when_it_was_sent(
    table: Table, client: HouseClient
) -> None:
    become(client, someone())
    page, shown = client.get(f"{table.path}/aanmelden"), clock.now()
    assert "Met de knop hieronder gaat u akkoord met deze tekst." in page.text
    with clock.at(shown + timedelta(minutes=7)):
        client.send(page, filled_in(table))
    consent = agreed_to(latest())
    assert (consent.text.first_shown_at, consent.agreed_at) == (shown, shown + timedelta(minutes=7))
    assert not consent.read_aloud
    assert "groups.consent_given" in kinds()


def test_nobody_agrees_to_a_text_that_changed_while_they_filled_in_the_form(table: Table, client: HouseClient) -> None:
    become(client, someone())
    page = client.get(f"{table.path}/aanmelden")
    table.ask_ages()
    answer = client.send(page, filled_in(table))
    assert answer.status_code == 422
    check_page(answer)
    assert "De tekst over uw antwoorden is intussen veranderd" in answer.text
    assert not queries.registrations(table.theme.id)
    assert client.send(answer, filled_in(table, answer_0="")).status_code == 303, "now it was read"
    assert agreed_to(latest()).text.sha256 == text_now(table).sha256


@pytest.mark.parametrize("forged", ["", "x", "WyJhIiwxXQ.abc", None, "a" * 5000])
def test_a_text_that_was_not_shown_is_not_agreed_to(table: Table, client: HouseClient, forged: str | None) -> None:
    become(client, someone())
    answer = client.submit(f"{table.path}/aanmelden", {**filled_in(table), "text_shown": forged})
    assert answer.status_code == 422
    assert not queries.registrations(table.theme.id)


def test_the_text_in_another_language_is_another_text(table: Table, client: HouseClient) -> None:
    become(client, someone())
    page = client.get(f"{table.path}/aanmelden?taal=en", follow_redirects=True)
    check_page(page)
    client.send(page, filled_in(table))
    text = agreed_to(latest()).text
    assert text.language == "en"
    assert "We wipe your answers 90 days" in text.body
    check_page(client.get(f"{table.path}/aanmelden/tekst/{text.sha256}"))


def test_who_changes_an_answer_under_another_text_agrees_anew_and_under_the_same_does_not(
    table: Table, client: HouseClient
) -> None:
    row = signed_up(table, client)
    room, first = f"{table.path}/aanmelden/wijzigen", agreed_to(row)
    client.submit(room, {"interest_id": str(table.interests[0].id)})
    assert len(queries.consents_of(row.id)) == 1
    table.ask_ages()
    assert "Intussen is de tekst veranderd." in text_of(client, room)
    with clock.at(clock.now() + timedelta(days=1)):
        client.submit(room, {"answer_0": "jong"})
    assert [one.text_id for one in queries.consents_of(row.id)] == [first.text_id, agreed_to(row).text_id]
    assert agreed_to(row).text.sha256 == text_now(table).sha256
    assert agreed_to(row).agreed_at == clock.now() + timedelta(days=1)


def test_who_signed_up_before_there_was_a_text_agrees_with_the_first_change(table: Table, client: HouseClient) -> None:
    row = table.sign_up()
    assert queries.consents([row.id]) == {}
    become(client, row.person)
    text_of(client, f"{table.path}/aanmelden")
    client.submit(f"{table.path}/aanmelden/wijzigen", {})
    assert agreed_to(row).text.sha256 == text_now(table).sha256


def test_who_comes_with_the_code_of_a_letter_agrees_too(table: Table, client: HouseClient) -> None:
    _batch, (code, _other) = made(table)
    typed(client, code)
    client.submit("/code/aanmelden", without_mail(table))
    assert agreed_to(latest()).text.sha256 == text_now(table).sha256


def test_at_the_desk_the_text_is_read_aloud_before_anybody_is_signed_up(table: Table, bureau: HouseClient) -> None:
    desk = f"{MANAGE}/balie"
    assert text_now(table).lines[1].what in text_of(bureau, desk)
    silent = filled_in(table, name="Oma Jansen", phone="033 123 45 67") | {"read_aloud": None}
    answer = bureau.submit(desk, silent)
    assert answer.status_code == 422
    check_page(answer)
    assert "Lees eerst de tekst voor." in answer.text
    receipt = at_desk(table, bureau)
    assert agreed_to(latest()).read_aloud
    assert "de tekst van" in text_of(bureau, receipt)


def test_who_tries_the_form_agrees_to_nothing(table: Table, client: HouseClient) -> None:
    become(client, someone())
    young = client.submit(f"{table.path}/aanmelden", filled_in(table, old_enough="n"))
    assert young.status_code == 303
    assert texts() == 0


# ── who sees it ──────────────────────────────────────────────────────────────


def test_the_bureau_and_the_person_find_the_text_as_it_stood(table: Table, bureau: HouseClient) -> None:
    row = signed_up(table, bureau)
    sha256 = agreed_to(row).text.sha256
    link = f"{table.path}/aanmelden/tekst/{sha256}"
    assert link in text_of(bureau, f"{table.path}/aanmelden")
    table.ask_ages()
    become(bureau, table.bureau)
    html = text_of(bureau, MANAGE)
    assert "tekst van 14 september 2026" in html
    assert link in html
    page = text_of(bureau, link)
    assert sha256 in page
    assert "Leeftijd" not in page


def test_a_text_of_another_theme_or_of_nobody_is_not_there(table: Table, client: HouseClient) -> None:
    sha256 = agreed_to(signed_up(table, client)).text.sha256
    other = db.session.get_one(ConsentText, agreed_to(latest()).text_id)
    assert client.get(f"/themas/bestaat-niet/aanmelden/tekst/{sha256}").status_code == 404
    assert client.get(f"{table.path}/aanmelden/tekst/{64 * '0'}").status_code == 404
    assert client.get(f"{table.path}/aanmelden/tekst/kort").status_code == 404
    assert other.theme_id == table.theme.id


def test_the_list_of_the_bureau_asks_no_more_for_more_people(table: Table, bureau: HouseClient) -> None:
    agreed, counts = agreed_now(table.theme, table.group), []
    for _round in range(2):
        for _one in range(4):
            table.sign_up(agreed=agreed)
        with count_queries() as found:
            text_of(bureau, MANAGE)
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_it_is_in_ones_own_data_with_the_whole_text(table: Table, client: HouseClient) -> None:
    row = signed_up(table, client)
    (told,) = collect(row.person)["groups"]["registrations"][0]["agreed_to"]
    assert told["text"] == text_now(table).body
    assert (told["agreed_at"], told["read_aloud"]) == (clock.now().isoformat(), False)


# ── and until when ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("how", ["withdraw", "erase", "tidy"])
def test_it_is_wiped_with_the_answers_and_the_text_stays(table: Table, client: HouseClient, how: str) -> None:
    row = signed_up(table, client)
    number, person = row.id, db.session.get_one(Person, row.person_id)
    if how == "withdraw":
        actions.withdraw(row)
    elif how == "erase":
        erase(person)
    else:
        last = max(phase.ends_on for phase in table.theme.phases)
        with clock.at(clock.now() + (last - clock.today()) + timedelta(days=92)):
            tidying.clear_answers()
    assert queries.consents([number]) == {}
    assert texts() == 1


def test_two_people_who_are_the_first_to_agree_to_a_text_keep_it_once(table: Table) -> None:
    rows = [table.sign_up() for _n in range(2)]
    late = agreed_now(table.theme, table.group)
    early = Agreed(late.text, late.shown_at - timedelta(minutes=5))
    for row, agreed in zip(rows, (late, early), strict=True):
        consenting.agree(row, agreed)
    assert agreed_to(rows[0]).text_id == agreed_to(rows[1]).text_id
    assert agreed_to(rows[0]).text.first_shown_at == early.shown_at


def test_a_text_of_very_many_words_is_kept_whole(table: Table) -> None:
    row = table.sign_up()
    long = Composed("Titel", (Line("é" * 300, "<b>niet vet</b> " * 500),), "nl")
    consenting.agree(row, Agreed(long, clock.now()))
    assert agreed_to(row).text.body == long.body
