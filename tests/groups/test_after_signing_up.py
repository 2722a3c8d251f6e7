"""What whoever signed up gets to keep: by mail, on a page for who has no e-mail, and on paper from the bureau."""

import io

import pypdf
import pytest

from regiodialoog.accounts import actions as accounts
from regiodialoog.core.errors import Conflict
from regiodialoog.core.i18n import format_date
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import letters, recruiting
from regiodialoog.groups.models import SeatFilling
from tests.accounts.people import become, kinds, mails_to, someone
from tests.dialogues.conftest import in_phase
from tests.groups.conftest import Table
from tests.groups.test_first_visit import meets
from tests.groups.test_letters import another, letter_with, made, signed_up, typed, without_mail
from tests.groups.test_pages import MANAGE, filled_in, latest, text_of
from tests.support.client import HouseClient

PHONE = "033 123 45 67"


def told_to(address: str) -> str:
    """The newest mail, on one line."""
    return " ".join(mails_to(address)[-1].body.split())


def last_day(table: Table, kind: PhaseKind = PhaseKind.RECRUITMENT) -> str:
    phase = dialogues.phase_of(table.theme, kind)
    assert phase is not None
    return format_date(phase.ends_on)


# ── by mail ──────────────────────────────────────────────────────────────────


def test_the_mail_leads_to_what_one_told_and_says_until_when_it_can_change(table: Table, client: HouseClient) -> None:
    days = meets(table, 2, 4)
    table.ask_ages()
    row = table.sign_up(answers={"Leeftijd": "jong"}, evenings=days[:1])
    body = told_to(row.person.address)
    for said in (
        f"U kunt dit wijzigen tot en met {last_day(table)}.",
        "U kunt uw aanmelding daar altijd intrekken.",
        f"{table.path}/aanmelden/bewaren",
        "Avond 1, van 12:00 tot 14:00 uur",
        "Avond 2, van 12:00 tot 14:00 uur",
        f"Bel het bureau: {PHONE}.",
        f"U hoort het uiterlijk op {last_day(table, PhaseKind.COMPOSITION)}.",
    ):
        assert said in body, said
    for answer in ("jong", "Leeftijd", table.places[0].name):
        assert answer not in body, "answers never stand in a mail"
    become(client, row.person)
    page = text_of(client, f"{table.path}/aanmelden/bewaren")
    for said in ("jong", table.places[0].name, "Avond 2", f"{table.path}/aanmelden/wijzigen", "Bel 033 123 45 67"):
        assert said in page, said


def test_where_lots_are_drawn_the_seal_may_end_it(table: Table) -> None:
    row = table.sign_up()
    assert "Wordt er eerder een loting verzegeld?" in told_to(row.person.address)
    for seat in table.seats:
        if seat.filling is SeatFilling.DRAWN:
            actions.remove_seat(queries.seat(seat.id))
    assert "loting" not in told_to(table.sign_up().person.address)


def test_without_days_the_mail_says_so(table: Table) -> None:
    assert "De dagen zijn nog niet bekend." in told_to(table.sign_up().person.address)


def test_withdrawing_is_confirmed_by_mail(table: Table, client: HouseClient) -> None:
    row = table.sign_up()
    become(client, row.person)
    client.submit(f"{table.path}/aanmelden/intrekken")
    body = told_to(row.person.address)
    for said in ("Uw antwoorden zijn gewist.", "Bedenkt u zich?", f"{table.path}/aanmelden", PHONE):
        assert said in body, said
    assert mails_to(row.person.address)[-1].subject == "U hebt uw aanmelding ingetrokken: Fietspaden"
    later = table.sign_up()
    in_phase(table.theme, PhaseKind.COMPOSITION)
    actions.withdraw(later)
    assert "Bedenkt u zich?" not in told_to(later.person.address)


def test_who_removes_the_account_or_never_confirmed_gets_no_mail_of_it(table: Table) -> None:
    row, vague = table.sign_up(), accounts.register_person(name="Vaag", address="vaag@example.nl")
    addresses = [row.person.address, vague.address]
    mine = table.sign_up(person=vague)
    accounts.erase(row.person)
    actions.withdraw(mine)
    assert not [mail for each in addresses for mail in mails_to(each) if "ingetrokken" in mail.subject]


def test_who_has_a_place_reads_all_days_and_how_to_say_no(table: Table) -> None:
    meets(table, 2, 4, 6)
    row = table.fill()
    body = told_to(row.person.address)
    for said in ("Avond 1", "Avond 2", "Avond 3", f"{table.path}/groep/verlaten", f"{table.path}/bijeenkomsten", PHONE):
        assert said in body, said


# ── for who has no e-mail ────────────────────────────────────────────────────


def test_who_has_a_letter_and_no_mail_gets_a_page_to_write_down(table: Table, client: HouseClient) -> None:
    meets(table, 2, 4)
    _batch, (code, _other) = made(table)
    typed(client, code)
    answer = client.submit("/code/aanmelden", without_mail(table))
    assert answer.location == f"{table.path}/aanmelden/bewaren"
    page = text_of(client, answer.location)
    for said in (
        "Schrijf dit op, of druk deze pagina af.", "Avond 2", f"wijzigen tot en met {last_day(table)}", PHONE,
        "met de code van uw brief", table.places[0].name, "uw aanmelding altijd intrekken",
    ):  # fmt: skip
        assert said in page, said
    assert "Wij stuurden u een mail" not in page


def test_the_page_is_for_ones_own_eyes_and_over_when_one_withdrew(table: Table, client: HouseClient) -> None:
    room = f"{table.path}/aanmelden/bewaren"
    row = table.sign_up()
    assert client.get(room).status_code in (302, 303), "first sign in"
    become(client, someone())
    assert table.places[0].name not in text_of(client, room).split("<main", 1)[1]
    become(client, row.person)
    assert "Wat u invulde" in text_of(client, room)
    actions.withdraw(row)
    page = text_of(client, room)
    assert "Wat u invulde" not in page
    assert f'href="{table.path}/aanmelden"' in page


def test_who_is_signed_in_with_a_code_is_not_told_of_a_mail(table: Table, client: HouseClient) -> None:
    signed_up(table, client)
    actions.withdraw(latest())
    answer = client.submit(f"{table.path}/aanmelden", filled_in(table))
    assert answer.location == f"{table.path}/aanmelden/bewaren"
    assert "stuurden" not in text_of(client, answer.location)


def test_the_bureau_finds_the_receipt_to_print(table: Table, client: HouseClient) -> None:
    meets(table, 2, 4)
    code = signed_up(table, client)
    row = latest()
    letters.printed(letter_with(code).batch)
    desk = another(client)
    become(desk, table.bureau)
    assert "Bevestigingen om af te drukken (1)" in text_of(desk, f"{MANAGE}/kanalen")
    assert "Oma Jansen" in text_of(desk, f"{MANAGE}/bevestigingen")
    receipt = f"{MANAGE}/balie/{row.id}"
    printed = pypdf.PdfReader(io.BytesIO(desk.get(f"{receipt}/bevestiging.pdf").data)).pages[0].extract_text()
    text = " ".join(printed.split())
    for said in ("Avond 2", "U vulde dit zelf in, met de code van een brief.", "de code van de brief", "/code"):
        assert said in text, text
    assert code not in text, "it is stored nowhere"
    assert "Iemand van het bureau" not in text
    assert "voorgelezen" not in text
    assert f'href="{receipt}/afgedrukt"' in text_of(desk, receipt)
    shown = desk.get(f"{receipt}/afgedrukt")
    assert desk.send(shown).location == f"{MANAGE}/bevestigingen"
    assert desk.send(shown).location == f"{MANAGE}/bevestigingen", "sent twice"
    assert kinds()[-1] == "groups.receipt_printed"
    assert "Oma Jansen" not in text_of(desk, f"{MANAGE}/bevestigingen")
    with pytest.raises(Conflict):
        recruiting.receipt_printed(row)
    assert desk.get(f"{receipt}/afgedrukt").status_code == 404


def test_nothing_is_printed_of_who_withdrew_or_has_mail(table: Table, client: HouseClient) -> None:
    signed_up(table, client)
    assert len(queries.receipts_to_print(table.theme.id)) == 1
    actions.withdraw(latest())
    assert not queries.receipts_to_print(table.theme.id)
    _batch, (code, _other) = made(table)
    fresh = another(client)
    typed(fresh, code)
    fresh.submit("/code/aanmelden", filled_in(table, name="Vera", address="vera@example.nl"))
    assert not queries.receipts_to_print(table.theme.id)


def test_the_receipt_of_the_desk_names_the_days(table: Table, bureau: HouseClient) -> None:
    meets(table, 2, 4)
    given = filled_in(table, name="Jan", phone="033 123 45 67")
    receipt = bureau.submit(f"{MANAGE}/balie", given).location
    data = bureau.get(f"{receipt.partition('?')[0]}/bevestiging.pdf").data
    text = " ".join(pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().split())
    for said in ("Avond 1", "Avond 2", "Iemand van het bureau", f"wijzigen tot en met {last_day(table)}"):
        assert said in text, said
    assert len(queries.receipts_to_print(table.theme.id)) == 1, "until somebody says that it is printed"


def test_a_receipt_has_no_codes_of_others_and_ends_none(table: Table, client: HouseClient) -> None:
    batch, (code, other) = made(table)
    typed(client, code)
    client.submit("/code/aanmelden", without_mail(table))
    row = latest()
    desk = another(client)
    become(desk, table.bureau)
    receipt = f"{MANAGE}/balie/{row.id}"
    text = pypdf.PdfReader(io.BytesIO(desk.get(f"{receipt}/bevestiging.pdf").data)).pages[0].extract_text()
    assert code in text
    assert other not in text
    desk.submit(f"{receipt}/afgedrukt")
    assert batch.printed_at is None, "the letters to others are still to be printed"
    assert desk.get(f"{receipt}/afgedrukt").status_code == 404
