"""Where a letter reaches who signed up without an e-mail address: asked only where it is not known, and wiped."""

import io

import pypdf
from sqlalchemy import select

from regiodialoog.accounts.own_data import collect
from regiodialoog.core.db import db
from regiodialoog.core.mails import NOWHERE
from regiodialoog.groups import actions, letters, queries
from regiodialoog.groups.actions import recruiting
from regiodialoog.groups.models import Call, CameBy, RegistrationState
from tests.accounts.people import become, someone
from tests.groups.conftest import Table
from tests.groups.inviting import a_list, person, taken, with_letters
from tests.groups.test_desk import DESK, at_desk, caller_of, paper
from tests.groups.test_doubles_by_phone import two
from tests.groups.test_letters import another, made, typed, without_mail
from tests.groups.test_pages import MANAGE, filled_in, latest, text_of
from tests.support.client import HouseClient

HOME = "Oude Haven 12\n3742 AB Baarn"
LINES = ["Oude Haven 12", "3742 AB Baarn"]


def kept() -> str:
    arrival = queries.arrival(latest().id)
    assert arrival is not None
    return arrival.post_address


def test_who_signs_up_with_a_code_gets_the_receipt_at_the_address_they_give(table: Table, client: HouseClient) -> None:
    _batch, (code, _other) = made(table)
    typed(client, code)
    client.submit("/code/aanmelden", without_mail(table, post_address=HOME))
    row, bureau = latest(), another(client)
    become(bureau, table.bureau)
    receipt = f"{DESK}/{row.id}"
    assert letters.post_address(row) == LINES
    assert " ".join(["Oma Jansen", *LINES]) in paper(bureau, receipt)
    assert LINES[0] in text_of(bureau, receipt)
    assert LINES[0] in str(collect(row.person)["recruiting"]), "it is in their own data"
    client.submit(f"{table.path}/aanmelden/intrekken")
    assert latest().state is RegistrationState.WITHDRAWN
    assert kept() == "", "it goes with the answers"


def test_with_an_e_mail_address_none_is_kept(table: Table, client: HouseClient) -> None:
    _batch, (code, _other) = made(table)
    typed(client, code)
    told = filled_in(table, name="Vera Vos", address="vera@example.nl", post_address=HOME)
    assert client.submit("/code/aanmelden", told).status_code == 303
    assert kept() == ""


def test_where_the_group_asks_the_address_it_is_not_asked_twice(table: Table, client: HouseClient) -> None:
    actions.change_conditions(table.group, asks_place=False, asks_no_office=False, one_per_household=True)
    _batch, (code, _other) = made(table)
    typed(client, code)
    assert 'name="post_address"' not in text_of(client, "/code/aanmelden")
    client.submit("/code/aanmelden", without_mail(table, postcode="3742 AB", house_number="12"))
    assert letters.post_address(latest()) == ["3742AB 12"]
    bureau = another(client)
    become(bureau, table.bureau)
    assert 'name="post_address"' not in text_of(bureau, DESK)


def test_whose_letter_had_an_address_gets_the_receipt_there(table: Table, client: HouseClient) -> None:
    row = a_list(table)
    invited = person(table, 1)
    taken(table, row, invited)
    (code,) = with_letters(table, row)
    typed(client, code)
    assert 'name="post_address"' not in text_of(client, "/code/aanmelden")
    client.submit("/code/aanmelden", without_mail(table))
    street, place = letters.post_address(latest())
    assert street.startswith("Dorpsstraat")
    assert place.startswith("3811")


def test_the_desk_asks_it_changes_it_and_says_when_none_is_known(table: Table, bureau: HouseClient) -> None:
    receipt = at_desk(table, bureau)
    assert "Er is geen adres bekend om de brief naartoe te sturen" in text_of(bureau, receipt)
    row = latest()
    told = filled_in(table, phone="033 123 45 67", post_address=HOME)
    assert bureau.submit(f"{receipt}/wijzigen", told).status_code == 303
    assert letters.post_address(row) == LINES
    assert "Er is geen adres bekend" not in text_of(bureau, receipt)
    assert LINES[0] in text_of(bureau, f"{receipt}/wijzigen"), "what is known is filled in"
    at_desk(table, bureau, name="Bas Bos", post_address="Kerkweg 1\n3741 AA Baarn")
    assert letters.post_address(latest()) == ["Kerkweg 1", "3741 AA Baarn"]


def test_who_has_neither_number_nor_address_leaves_nothing_behind(table: Table, bureau: HouseClient) -> None:
    nobody = someone("Cor Cas", f"e1{NOWHERE}")
    row = table.sign_up(1, person=nobody, tell=False)
    told = filled_in(table, unreachable="y")
    assert bureau.submit(f"{DESK}/{row.id}/wijzigen", told).status_code == 303
    assert queries.arrival(row.id) is None


def test_a_postal_address_alone_is_enough_and_what_others_hear_by_phone_is_printed(
    table: Table, client: HouseClient
) -> None:
    _batch, (code, _other) = made(table)
    typed(client, code)
    assert client.submit("/code/aanmelden", filled_in(table, name="Opa")).status_code == 422
    assert client.submit("/code/aanmelden", filled_in(table, name="Opa", post_address=HOME)).status_code == 303
    actions.assign_seat(table.seat(1, 0), latest(), by=table.bureau.id)
    call = db.session.scalars(select(Call).where(Call.person_id == latest().person_id)).one()
    bureau = another(client)
    become(bureau, table.bureau)
    assert "Naar: Oude Haven 12, 3742 AB Baarn." in text_of(bureau, f"/bellen/{call.id}")
    printed = bureau.get(f"/bellen/{call.id}/brief.pdf")
    said = " ".join(pypdf.PdfReader(io.BytesIO(printed.data)).pages[0].extract_text().split())
    for words in ("Opa", *LINES, call.subject):
        assert words in said
    become(bureau, someone())
    assert bureau.get(f"/bellen/{call.id}/brief.pdf").status_code == 403


def test_a_caller_sees_no_postal_address(table: Table, bureau: HouseClient) -> None:
    at_desk(table, bureau, phone="", post_address=HOME)
    actions.assign_seat(table.seat(1, 0), latest(), by=table.bureau.id)
    call = db.session.scalars(select(Call).where(Call.person_id == latest().person_id)).one()
    become(bureau, caller_of(table))
    assert "Oude Haven" not in text_of(bureau, f"/bellen/{call.id}")
    assert bureau.get(f"/bellen/{call.id}/brief.pdf").status_code == 403


def test_a_receipt_of_the_desk_is_among_those_to_print_until_it_is_printed(table: Table, bureau: HouseClient) -> None:
    receipt, room = at_desk(table, bureau), f"{MANAGE}/bevestigingen"
    assert "Oma Jansen" in text_of(bureau, room)
    bureau.submit(f"{receipt}/afgedrukt")
    assert "Oma Jansen" not in text_of(bureau, room)


def test_an_address_of_a_thousand_letters_is_refused_and_markup_stays_text(table: Table, bureau: HouseClient) -> None:
    answer = bureau.submit(DESK, filled_in(table, name="Oma", phone="033 123 45 67", post_address="x" * 1000))
    assert answer.status_code == 422
    receipt = at_desk(table, bureau, post_address="#strong[Kerkweg] <b>1</b>\n=1+1")
    assert "#strong[Kerkweg] <b>1</b> =1+1" in paper(bureau, receipt)


def test_when_two_are_merged_the_address_goes_along(table: Table) -> None:
    first, second = two(table, "", "033 123 45 67")
    recruiting.reach_at(second, by=table.bureau.id, post_address=HOME)
    actions.merge(first, second, reason="Zelf gezegd.", by=table.bureau.id)
    stays, gone = queries.arrival(first.id), queries.arrival(second.id)
    assert stays is not None
    assert gone is not None
    assert (stays.phone, stays.post_address, stays.how) == ("033 123 45 67", HOME, CameBy.DESK)
    assert (gone.phone, gone.post_address) == ("", "")
