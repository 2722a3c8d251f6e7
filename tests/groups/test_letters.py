"""Letters with a code: made and printed by the bureau, used by people who may have no e-mail address."""

import io
import re
from datetime import timedelta

import pypdf
import pytest

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.events import Leaving
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, codes, queries
from regiodialoog.groups.actions import letters
from regiodialoog.groups.models import CameBy, Letter, LetterBatch, RegistrationState, SeatState
from regiodialoog.groups.recruiting_listeners import forget_codes
from tests.accounts.people import VAULT, become, link_in, mails_to, someone
from tests.dialogues.conftest import in_phase
from tests.groups.conftest import Table
from tests.groups.test_pages import MANAGE, filled_in, latest, text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page
from tests.support.server import SECRET


def made(table: Table, count: int = 2) -> tuple[LetterBatch, list[str]]:
    """A batch of letters and their codes."""
    batch = letters.make_letters(
        table.theme, name="Brieven Soest", municipality_id=table.places[0].id, count=count, by=table.bureau.id,
        key=SECRET, lock=VAULT.lock,
    )  # fmt: skip
    return batch, VAULT.open(batch.sealed).split()


def letter_with(code: str) -> Letter:
    found = queries.letter_by_hash(codes.code_hash(code, SECRET))
    assert found is not None
    return found


def typed(client: HouseClient, code: str) -> str:
    """Where a code leads; empty when it was refused."""
    answer = client.submit("/code", {"code": code})
    if answer.status_code == 422:
        check_page(answer)
    return answer.location or ""


def another(client: HouseClient) -> HouseClient:
    """A browser of somebody else."""
    found = client.application.test_client()
    assert isinstance(found, HouseClient)
    return found


def without_mail(table: Table, **more: str) -> dict[str, str]:
    return filled_in(table, name="Oma Jansen", phone="033 123 45 67", **more)


def signed_up(table: Table, client: HouseClient) -> str:
    """Somebody without e-mail signs up with a letter. Returns the code."""
    _batch, (code, _other) = made(table)
    typed(client, code)
    client.submit("/code/aanmelden", without_mail(table))
    return code


# ── codes ────────────────────────────────────────────────────────────────────


def test_every_slip_of_one_character_or_two_swapped_is_seen_without_asking_the_database() -> None:
    for _n in range(20):
        code = codes.plain(codes.new_letter_code())
        assert codes.is_letter_code(code)
        for n, was in enumerate(code):
            wrong = [code[:n] + other + code[n + 1 :] for other in codes.ALPHABET if other != was]
            assert not any(codes.is_letter_code(one) for one in wrong)
        swaps = [code[:n] + code[n + 1] + code[n] + code[n + 2 :] for n in range(7) if code[n] != code[n + 1]]
        assert not any(codes.is_letter_code(one) for one in swaps)


def test_capitals_spaces_and_dashes_do_not_matter() -> None:
    code = codes.new_letter_code()
    assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}", code)
    for same in (code.lower(), f" {code[:4]} {code[5:]} ", code.replace("-", "–")):
        assert codes.code_hash(same, "sleutel") == codes.code_hash(code, "sleutel")
    assert codes.code_hash(code, "andere sleutel") != codes.code_hash(code, "sleutel")


# ── made and printed ─────────────────────────────────────────────────────────


def test_the_bureau_makes_letters_prints_them_and_then_nobody_can_read_the_codes(
    table: Table, bureau: HouseClient
) -> None:
    assert bureau.submit(f"{MANAGE}/brieven/nieuw", {"name": "Soest", "count": "1001"}).status_code == 422
    given = {"name": "Brieven Soest", "count": "3", "municipality_id": str(table.places[0].id)}
    made_at = bureau.submit(f"{MANAGE}/brieven/nieuw", given).location
    assert "nog af te drukken" in text_of(bureau, f"{MANAGE}/brieven")
    answer = bureau.get(f"{made_at}/brieven.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    sheets = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages]
    printed = [re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", sheet) for sheet in sheets]
    assert [len(codes_on_it) for codes_on_it in printed] == [1, 1, 1], "a letter a sheet, a code a letter"
    hashes = {row.code_hash for row in db.session.query(Letter)}
    assert hashes == {codes.code_hash(code, SECRET) for (code,) in printed}
    assert not [code for (code,) in printed if code in str(db.session.query(LetterBatch).one().sealed)]
    bureau.submit(f"{made_at}/afgedrukt")
    assert db.session.query(LetterBatch).one().sealed == ""
    assert bureau.get(f"{made_at}/brieven.pdf").status_code == 404
    assert bureau.get(f"{made_at}/afgedrukt").status_code == 404
    assert "Afgedrukt op" in text_of(bureau, made_at)


def test_a_letter_says_what_it_is_about_and_what_one_gets_and_where_to_call(table: Table, bureau: HouseClient) -> None:
    batch, _codes = made(table, 1)
    table.theme.title = "Fietspaden #strong[groot] $x$"
    answer = bureau.get(f"{MANAGE}/brieven/{batch.id}/brieven.pdf")
    text = " ".join(pypdf.PdfReader(io.BytesIO(answer.data)).pages[0].extract_text().split())
    for said in (
        "Fietspaden #strong[groot] $x$",
        "50 euro per avond",
        "/code",
        "Geen internet",
        "hoeft u niets te doen",
        "Geachte heer of mevrouw,",
        "Met vriendelijke groet,",
    ):
        assert said in text, text


def test_a_letter_says_when_and_where_the_group_meets_and_leaves_room_for_an_address(
    table: Table, bureau: HouseClient
) -> None:
    evening = {"day": "2027-02-01", "begins": "19:30", "ends": "21:30", "place": "Dorpshuis De Dissel"}
    address = "Kerkstraat 1, 3828 AA Hoogland"
    for number in range(8):
        given = evening | {"title": f"Avond {number + 1}", "day": f"2027-02-{number + 1:02}", "address": address}
        assert bureau.submit("/beheer/bijeenkomsten/fietspaden/nieuw", given).status_code == 303
    batch, _codes = made(table, 1)
    answer = bureau.get(f"{MANAGE}/brieven/{batch.id}/brieven.pdf")
    (sheet,) = pypdf.PdfReader(io.BytesIO(answer.data)).pages
    text = " ".join(sheet.extract_text().split())
    assert "1 februari 2027: Avond 1, van 19:30 tot 21:30 uur, Dorpshuis De Dissel, Hoogland" in text
    assert "De groep komt 8 keer bij elkaar." in text
    assert "Avond 7" not in text, "a letter is one sheet"
    in_window: list[str] = []

    def seen(said: str, _cm: object, at: list[float], *_rest: object) -> None:
        millimetres = (at[4] * 25.4 / 72, 297 - at[5] * 25.4 / 72)
        if said.strip() and 20 < millimetres[0] < 105 and 45 < millimetres[1] < 80:
            in_window.append(said)

    sheet.extract_text(visitor_text=seen)
    assert in_window == [], "what shows through the window of the envelope is the address alone"


def test_codes_that_nobody_printed_are_wiped_after_two_weeks(table: Table) -> None:
    batch, _codes = made(table)
    with clock.at(clock.now() + timedelta(days=13)):
        forget_codes()
        assert batch.sealed
    with clock.at(clock.now() + timedelta(days=15)):
        forget_codes()
    assert (batch.sealed, batch.printed_at is not None) == ("", True)


def test_letters_are_for_the_bureau(table: Table, client: HouseClient) -> None:
    batch, _codes = made(table)
    moderator = someone("Mo Derator", "mo@example.nl")
    accounts.give_role(moderator, Role.MODERATOR, ScopeKind.THEME, table.theme.id, by=None, tell=False)
    become(client, moderator)
    for path in ("", "/nieuw", f"/{batch.id}", f"/{batch.id}/brieven.pdf", f"/{batch.id}/afgedrukt"):
        assert client.get(f"{MANAGE}/brieven{path}").status_code == 403, path


# ── used ─────────────────────────────────────────────────────────────────────


def test_somebody_without_e_mail_signs_up_and_comes_back_with_the_code(
    table: Table, client: HouseClient, app: object
) -> None:
    batch, (code, _other) = made(table)
    assert typed(client, code.lower()) == "/code/aanmelden"
    text_of(client, "/code/aanmelden")
    answer = client.submit("/code/aanmelden", without_mail(table))
    assert answer.location == f"{table.path}/aanmelden/bewaren"
    told = text_of(client, answer.location)
    assert "U bent aangemeld" in told, "and is signed in"
    assert "Wij bellen u dan" in told
    assert "een mail" not in told, "nobody is promised a mail that cannot come"
    row = latest()
    assert [one.id for one in queries.registrations(table.theme.id)] == [row.id], "counts at once"
    assert not mails.reaches(row.person.address)
    assert row.person.mail_address == ""
    arrival = queries.arrival(row.id)
    assert (arrival.how, arrival.channel_id, arrival.phone) == (CameBy.LETTER, batch.channel_id, "033 123 45 67")
    assert queries.batch_totals(table.theme.id) == {batch.id: queries.BatchTotals(signed_up=1)}
    assert "geen" in text_of(client, "/mijn"), "the own page says that there is no address"
    client.submit("/uitloggen")
    assert typed(client, code) == f"{table.path}/aanmelden"
    assert "U bent aangemeld" in text_of(client, f"{table.path}/aanmelden")
    client.submit(f"{table.path}/aanmelden/intrekken")
    assert latest().state is RegistrationState.WITHDRAWN
    assert queries.arrival(row.id).phone == "", "the number goes with the answers"


def test_a_code_is_good_for_one_registration(table: Table, client: HouseClient) -> None:
    code = signed_up(table, client)
    stranger = another(client)
    typed(stranger, code)
    assert len(queries.registrations(table.theme.id)) == 1
    with pytest.raises(Conflict):
        letters.use(letter_with(code), table.sign_up())


def test_of_two_who_use_one_code_at_the_same_moment_one_is_told(table: Table, client: HouseClient) -> None:
    _batch, (code, _other) = made(table)
    typed(client, code)
    shown = client.get("/code/aanmelden")
    letters.use(letter_with(code), table.sign_up())
    answer = client.send(shown, without_mail(table))
    assert answer.location == "/code"
    assert latest().person.name != "Oma Jansen"


def test_sent_twice_it_is_done_once(table: Table, client: HouseClient) -> None:
    _batch, (code, _other) = made(table)
    typed(client, code)
    shown = client.get("/code/aanmelden")
    first, second = (client.send(shown, without_mail(table)) for _n in range(2))
    assert first.status_code == second.status_code == 303
    assert len(queries.registrations(table.theme.id)) == 1


def test_who_gives_an_address_confirms_it_by_mail_and_the_code_opens_nothing_then(
    table: Table, client: HouseClient
) -> None:
    _batch, (code, _other) = made(table)
    typed(client, code)
    client.submit("/code/aanmelden", filled_in(table, name="Vera Vos", address="vera@example.nl", phone="0331234567"))
    assert queries.arrival(latest().id).phone == "", "with an address we need no number and keep none"
    assert not queries.registrations(table.theme.id)
    (mail,) = mails_to("vera@example.nl")
    assert "Was u dat? Log dan in met uw e-mailadres." in client.submit("/code", {"code": code}).text
    client.submit(link_in(mail))
    assert len(queries.registrations(table.theme.id)) == 1
    assert typed(another(client), code) == ""


def test_an_address_that_nobody_confirmed_gives_the_code_back_and_a_removed_account_does_not(
    table: Table, client: HouseClient
) -> None:
    _batch, (code, other) = made(table)
    typed(client, code)
    client.submit("/code/aanmelden", filled_in(table, name="Vera Vos", address="vera@example.nl"))
    accounts.erase(db.session.get_one(Person, latest().person_id), how=Leaving.NEVER_CONFIRMED)
    assert typed(client, code) == "/code/aanmelden"
    typed(client, other)
    client.submit("/code/aanmelden", without_mail(table))
    accounts.erase(db.session.get_one(Person, latest().person_id))
    assert typed(another(client), other) == ""


def test_who_has_an_account_already_signs_up_with_it(table: Table, client: HouseClient) -> None:
    _batch, (code, _other) = made(table)
    person = someone()
    become(client, person)
    typed(client, code)
    assert "Uw naam" not in text_of(client, "/code/aanmelden")
    client.submit("/code/aanmelden", filled_in(table))
    assert latest().person_id == person.id
    assert typed(another(client), code) == "", "who has an address signs in by mail"


@pytest.mark.parametrize("phone", ["", "bel me", "1"])
def test_without_address_a_phone_number_is_needed(table: Table, client: HouseClient, phone: str) -> None:
    _batch, (code, _other) = made(table)
    typed(client, code)
    answer = client.submit("/code/aanmelden", without_mail(table) | {"phone": phone})
    assert answer.status_code == 422
    check_page(answer)
    assert "telefoonnummer" in answer.text
    assert not queries.registrations(table.theme.id)


def test_a_code_never_opens_the_account_of_staff(table: Table, client: HouseClient) -> None:
    code = signed_up(table, client)
    accounts.give_role(latest().person, Role.MODERATOR, ScopeKind.THEME, table.theme.id, by=None, tell=False)
    assert typed(another(client), code) == ""


@pytest.mark.parametrize("wrong", ["", "K7QM", "x" * 300, "K7QM-3X9Q", "' OR 1=1 --"])
def test_a_wrong_code_is_kindly_refused(table: Table, client: HouseClient, wrong: str) -> None:
    answer = client.submit("/code", {"code": wrong})
    assert answer.status_code == 422
    check_page(answer)


def test_guessing_is_stopped_even_with_a_right_code(table: Table, client: HouseClient, noon: object) -> None:
    _batch, (code, _other) = made(table)
    for _n in range(20):
        assert client.submit("/code", {"code": codes.new_letter_code()}).status_code == 422
    assert client.submit("/code", {"code": code}).status_code == 429


def test_many_without_an_address_sign_up_in_one_quarter_of_an_hour(
    table: Table, client: HouseClient, noon: object
) -> None:
    _batch, every = made(table, 7)
    for code in every:
        neighbour = another(client)
        typed(neighbour, code)
        assert neighbour.submit("/code/aanmelden", without_mail(table)).status_code == 303
    assert len(queries.registrations(table.theme.id)) == 7


def test_without_a_code_in_hand_the_form_asks_for_it(table: Table, client: HouseClient) -> None:
    assert client.get("/code/aanmelden").location == "/code"


def test_the_picture_on_the_letter_leads_to_the_code_and_later_to_what_happens_now(
    table: Table, client: HouseClient
) -> None:
    batch, (code, _other) = made(table)
    assert client.get(f"/m/{batch.channel.code}").location == "/code"
    in_phase(table.theme, PhaseKind.DIALOGUE)
    assert client.get(f"/m/{batch.channel.code}").location == f"{table.path}/aanmelden"
    typed(client, code)
    assert client.get("/code/aanmelden").location == f"{table.path}/aanmelden"


def test_nothing_is_mailed_to_who_has_no_address_and_nothing_fails(table: Table, client: HouseClient) -> None:
    signed_up(table, client)
    row = queries.registration(latest().id)
    actions.assign_seat(table.seat(1, 0), row, by=table.bureau.id)
    seat = queries.seat(table.seat_of(row.person_id).id)
    actions.leave(seat, by=table.bureau.id, reason="Verhuisd.")
    assert seat.state is SeatState.LEFT
    assert not db.session.query(OutboxMessage).filter(OutboxMessage.person_id == row.person_id).all()


def test_own_data_tell_of_no_address(table: Table, client: HouseClient) -> None:
    signed_up(table, client)
    assert '"address": ""' in client.get("/mijn/gegevens.json").text
