"""What somebody meets who signs up for the first time: short, asked once, and changed without starting over."""

import re
from datetime import timedelta

import pytest

from regiodialoog.accounts import actions as accounts
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.i18n import format_moment
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.forms.joining import is_of_age
from regiodialoog.groups.models import Registration, RegistrationState
from regiodialoog.groups.shapes import confirms_within
from regiodialoog.meetings import actions as meetings
from tests.accounts.people import become, kinds, link_in, mails_to, someone
from tests.dialogues.conftest import in_phase
from tests.groups.conftest import Table
from tests.groups.test_pages import filled_in, latest, text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page

AGES = ("12 t/m 15 jaar", "16 t/m 29 jaar", "67 jaar of ouder")


def meets(table: Table, *weeks: int, hours: int = 2) -> list[str]:
    """So many weeks from now; the days as a registration keeps them."""
    days = [clock.now() + timedelta(weeks=n) for n in weeks]
    for n, day in enumerate(days, 1):
        meetings.plan_meeting(table.theme, f"Avond {n}", starts_at=day, ends_at=day + timedelta(hours=hours))
    return [day.date().isoformat() for day in days]


def ask_real_ages(table: Table) -> None:
    for value in AGES:
        actions.add_quota(table.group, "Leeftijd", value, minimum=0, maximum=6, justification="Voor een goede mix.")


# ── the form ─────────────────────────────────────────────────────────────────


def test_the_question_comes_first_then_the_days_then_what_one_gets(table: Table, client: HouseClient) -> None:
    meets(table, 2, 4)
    page = text_of(client, f"{table.path}/aanmelden")
    order = [
        "Waar moeten de fietspaden komen?",
        "Steeds van 12:00 tot 14:00 uur",
        "Ik kan op alle dagen",
        "50 euro per avond",
        "De brug blijft.",
    ]
    places = [page.index(said) for said in [*order, "Uw naam"]]
    assert places == sorted(places)
    assert f'href="{table.path}/bijeenkomsten"' in page, "where and about what is told there"


def test_days_at_different_hours_are_told_one_by_one(table: Table, client: HouseClient) -> None:
    meets(table, 2)
    meets(table, 4, hours=3)
    page = text_of(client, f"{table.path}/aanmelden")
    assert "12:00 tot 14:00 uur" in page
    assert "12:00 tot 15:00 uur" in page
    assert "Steeds van" not in page


def test_all_days_are_one_tick(table: Table, client: HouseClient) -> None:
    days = meets(table, 2, 4, 5)
    become(client, someone())
    client.submit(f"{table.path}/aanmelden", filled_in(table, evenings="alle"))
    assert latest().evenings == days


def test_with_one_day_there_is_nothing_to_tick_at_once(table: Table, client: HouseClient) -> None:
    meets(table, 2)
    become(client, someone())
    assert "Ik kan op alle dagen" not in text_of(client, f"{table.path}/aanmelden")


def test_without_days_the_form_says_that_they_come_later(table: Table, client: HouseClient) -> None:
    page = text_of(client, f"{table.path}/aanmelden")
    assert "Op welke dagen" not in page
    assert "De dagen zijn nog niet bekend." in page


def test_an_evening_past_midnight_says_on_which_day_it_ends(table: Table, client: HouseClient) -> None:
    meets(table, 2, hours=14)
    page = text_of(client, f"{table.path}/aanmelden")
    assert re.search(r"van 12:00 tot \d+ \w+ \d{4} 02:00 uur: Avond 1", page)


def test_every_fault_names_its_place_and_what_to_do_in_the_order_of_the_page(table: Table, client: HouseClient) -> None:
    ask_real_ages(table)
    meets(table, 2, 4)
    answer = client.submit(f"{table.path}/aanmelden", {})
    assert answer.status_code == 422
    tree = check_page(answer)
    faults = [" ".join(link.text_content().split()) for link in tree.xpath("//*[contains(@class, 'rd-summary')]//a")]
    assert faults == [
        "In welke gemeente woont of werkt u? Kies uw gemeente.",
        "Voor welk belang wilt u aan tafel? Kies één belang.",
        "Leeftijd: Kies een van de antwoorden.",
        "Bent u 16 jaar of ouder? Kies ja of nee.",
        "Uw naam: Vul dit in.",
        "E-mailadres: Vul dit in.",
    ]
    for link in tree.xpath("//*[contains(@class, 'rd-summary')]//a"):
        assert tree.get_element_by_id(link.get("href").removeprefix("#")) is not None


def test_who_comes_for_oneself_finds_the_interest_first(table: Table, client: HouseClient) -> None:
    table.interests[1].name = "Inwoners"
    db.session.flush()
    tree = check_page(client.get(f"{table.path}/aanmelden"))
    labels = [" ".join(one.getparent().text_content().split()) for one in tree.xpath("//input[@name='interest_id']")]
    assert labels[0] == "InwonersKies dit als u voor uzelf komt."
    assert len(labels) > 1


def test_the_steps_are_counted_once_and_truly(table: Table, client: HouseClient) -> None:
    assert "Stap 1 van 3: dit formulier." in text_of(client, f"{table.path}/aanmelden")
    client.submit(f"{table.path}/aanmelden", filled_in(table, name="Vera Vos", address="vera@example.nl"))
    sent = text_of(client, f"{table.path}/aanmelden/gestuurd")
    assert "Stap 2 van 3: kijk in uw mailbox" in sent
    (mail,) = mails_to("vera@example.nl")
    assert "stap" not in mail.body.lower()
    page = text_of(client, link_in(mail))
    assert "Stap 3 van 3: druk op de knop" in page
    assert "Dag Vera Vos" in page
    for each in (sent, page, mail.body):
        assert "nog één" not in each.lower()
    become(client, someone("Al Bekend", "al@example.nl"))
    assert "Stap 1" not in text_of(client, f"{table.path}/aanmelden"), "who is signed in needs no mail"


def test_the_choice_of_municipalities_says_which_they_are(table: Table, client: HouseClient) -> None:
    assert "Alleen gemeenten die meedoen aan dit thema." in text_of(client, f"{table.path}/aanmelden")


@pytest.mark.parametrize(
    ("age", "ticked", "status"),
    [(AGES[1], None, 303), (AGES[2], None, 303), (AGES[0], None, 422), ("", None, 422), ("", "y", 303)],
)
def test_an_age_that_is_high_enough_is_not_asked_twice(
    table: Table, client: HouseClient, age: str, ticked: str | None, status: int
) -> None:
    ask_real_ages(table)
    become(client, someone())
    answer = client.submit(f"{table.path}/aanmelden", filled_in(table, answer_0=age) | {"old_enough": ticked})
    assert answer.status_code == status
    if status == 422:
        check_page(answer)


@pytest.mark.parametrize(
    ("chosen", "status", "kept"),
    [
        (AGES[1], 303, {"Leeftijd": AGES[1]}), ("-", 303, {}), ("--", 303, None), (None, 422, None), ("", 422, None),
        ("oud", 422, None),
    ],
)  # fmt: skip
def test_where_every_answer_says_that_one_is_old_enough_it_is_one_question(
    table: Table, client: HouseClient, chosen: str | None, status: int, kept: dict[str, str] | None
) -> None:
    for value in AGES[1:]:
        actions.add_quota(table.group, "Leeftijd", value, minimum=0, maximum=6, justification="Voor een goede mix.")
    resident = someone()
    become(client, resident)
    page = text_of(client, f"{table.path}/aanmelden")
    assert "Bent u 16 jaar of ouder?" not in page
    assert "16 of ouder: ik zeg liever niet hoe oud" in page
    answer = client.submit(f"{table.path}/aanmelden", filled_in(table, answer_0=chosen, old_enough=None))
    assert answer.status_code == status
    row = queries.latest_registration(table.theme, resident.id)
    assert (row.answers if row else None) == kept
    assert row is None or row.of_age is True
    assert table.group.turned_away_age == (chosen == "--")


@pytest.mark.parametrize(
    ("feature", "value", "said"),
    [
        ("Leeftijd", "16 t/m 29 jaar", True), ("leeftijd", "67 jaar of ouder", True), ("Leeftijd", "16 jaar", True),
        ("Leeftijd", "15 t/m 20 jaar", False), ("Leeftijd", "jonger dan 18 jaar", False), ("Leeftijd", "oud", False),
        ("Woonduur", "20 t/m 29 jaar", False), ("Leeftijd", "", False),
    ],
)  # fmt: skip
def test_only_an_age_says_an_age(feature: str, value: str, said: bool) -> None:
    assert is_of_age(feature, value, 16) is said


# ── after signing up ─────────────────────────────────────────────────────────


def test_what_one_can_do_now_comes_before_what_one_told(table: Table, client: HouseClient) -> None:
    meets(table, 2, 4)
    become(client, table.sign_up().person)
    page = text_of(client, f"{table.path}/aanmelden")
    order = ["U bent aangemeld", "Wat kan ik nu doen?", "Wat u invulde", "Wanneer komt de groep bij elkaar?"]
    places = [page.index(said) for said in order]
    assert places == sorted(places)


def test_who_waits_for_a_place_is_no_stranger_on_the_own_page(table: Table, client: HouseClient) -> None:
    person = someone("Wim Wit", "wim@example.nl")
    become(client, person)
    assert "U hebt nog geen rol" in text_of(client, "/mijn")
    table.sign_up(person=person)
    page = text_of(client, "/mijn")
    assert "U hebt nog geen rol" not in page
    assert "Aangemeld voor de groep van Fietspaden" in page


def test_the_front_page_does_not_ask_again(table: Table, client: HouseClient) -> None:
    person = table.sign_up().person
    assert "Meedoen?" in text_of(client, "/")
    become(client, person)
    page = text_of(client, "/")
    assert "Meedoen?" not in page
    assert f'href="{table.path}/aanmelden"' in page
    assert "U bent aangemeld voor" in page
    actions.assign_seat(table.seat(), db.session.get_one(Registration, latest().id), by=table.bureau.id)
    become(client, person)
    assert "Meedoen?" not in text_of(client, "/")


# ── changing what one told ───────────────────────────────────────────────────


def test_somebody_changes_the_answers_without_starting_over(table: Table, client: HouseClient) -> None:
    table.ask_ages()
    days = meets(table, 2, 4)
    row = table.sign_up(0, 0, answers={"Leeftijd": "jong"}, evenings=days[:1])
    become(client, row.person)
    room = f"{table.path}/aanmelden/wijzigen"
    assert f'href="{room}"' in text_of(client, f"{table.path}/aanmelden")
    check_page(client.get(room))
    client.submit(room, {"interest_id": str(table.interests[1].id), "answer_0": "oud"})
    db.session.refresh(row)
    assert (row.interest_id, row.answers, row.evenings) == (table.interests[1].id, {"Leeftijd": "oud"}, days[:1])
    assert row.municipality_id == table.places[0].id
    assert row.state is RegistrationState.REGISTERED
    assert kinds()[-1] == "groups.registration_changed"
    before = kinds()
    client.submit(room)
    assert kinds() == before, "nothing was changed, so nothing happened"


def test_answers_change_only_while_signing_up_is_open_and_only_ones_own(table: Table, client: HouseClient) -> None:
    row, room = table.sign_up(), f"{table.path}/aanmelden/wijzigen"
    facts = {"interest_id": row.interest_id, "municipality_id": row.municipality_id, "evenings": []}
    with pytest.raises(Invalid):
        actions.change_registration(row, **facts, answers={"Inkomen": "hoog"})
    become(client, someone("Een Ander", "ander@example.nl"))
    assert client.get(room).status_code == 404
    in_phase(table.theme, PhaseKind.COMPOSITION)
    with pytest.raises(Conflict):
        actions.change_registration(row, **facts, answers={})
    become(client, row.person)
    assert client.get(room).status_code == 404
    assert "Bel het bureau of stuur een mail." in text_of(client, f"{table.path}/aanmelden")


# ── the link that confirms it ────────────────────────────────────────────────


def test_the_link_works_as_long_as_signing_up_is_open_a_day_at_least(table: Table, client: HouseClient) -> None:
    phase = next(one for one in table.theme.phases if one.kind is PhaseKind.RECRUITMENT)
    assert confirms_within(table.theme) == phase.ends_on - clock.today()
    with clock.at(clock.now() + (phase.ends_on - clock.today())):
        assert confirms_within(table.theme) == timedelta(days=1)
    client.submit(f"{table.path}/aanmelden", filled_in(table, name="Vera Vos", address="vera@example.nl"))
    (mail,) = mails_to("vera@example.nl")
    week = clock.now() + timedelta(days=7)
    assert f"tot {format_moment(week)}".replace("\N{NO-BREAK SPACE}", " ") in " ".join(mail.body.split())
    assert "15 minuten" not in mail.body
    link = link_in(mail)
    with clock.at(week - timedelta(minutes=1)):
        assert client.get(link).status_code == 200
    with clock.at(week):
        assert client.get(link).status_code == 410, "by then the account is gone as well"


def test_the_first_time_ends_every_other_link_to_that_account(table: Table, client: HouseClient) -> None:
    client.submit(f"{table.path}/aanmelden", filled_in(table, name="Vera Vos", address="vera@example.nl"))
    link = link_in(mails_to("vera@example.nl")[0])
    person = latest().person
    other = accounts.sign_in_token_for(person)
    assert client.submit(f"/inloggen/{other}").status_code == 303
    assert person.confirmed_at is not None
    assert client.get(link).status_code == 410


# ── how much there is to read ────────────────────────────────────────────────


def words_to_the_button(client: HouseClient, path: str) -> int:
    """What somebody sees who opens nothing, from the title to the button."""
    main = check_page(client.get(path)).xpath("//main")[0]
    for gone in main.xpath(".//*[@hidden or contains(@class, 'rd-vh')] | .//option | .//details/*[not(self::summary)]"):
        gone.text = None
        for child in list(gone):
            gone.remove(child)
    before, _button, _after = " ".join(main.text_content().split()).partition(" Aanmelden Al aangemeld")
    assert _button
    return len(before.split())


def test_the_form_promises_no_time_and_folds_what_can_wait(table: Table, client: HouseClient) -> None:
    room = f"{table.path}/aanmelden"
    assert "twee minuten" not in text_of(client, room)
    assert "twee minuten" not in text_of(client, table.path)
    actions.change_conditions(table.group, asks_place=True, asks_no_office=True, one_per_household=True)
    page = text_of(client, room)
    for folded in ("De griffiers van de raden krijgen dat bestand", "Voor uw kans maakt dat niet uit."):
        (around,) = [part for part in page.split("<details")[1:] if folded in part.split("</details>", 1)[0]]
        assert around, folded
    for seen in ("zonder uw naam", "Alleen het bureau ziet waar u woont.", "Wij wissen uw antwoorden 90 dagen"):
        assert not any(seen in part.split("</details>", 1)[0] for part in page.split("<details")[1:]), seen
    assert words_to_the_button(client, room) <= 380
