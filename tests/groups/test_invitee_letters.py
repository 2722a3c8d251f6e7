"""How far invitees are: from the letter or mail to signing up or saying no, seen by the address, and wiped."""

import io
import re
from datetime import timedelta

import pypdf
import pytest

from regiodialoog.accounts.actions import erase
from regiodialoog.accounts.own_data import collect
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues.models import ThemeState
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import invitee_letters, invitees, recruiting
from regiodialoog.groups.actions import letters as letter_actions
from regiodialoog.groups.homes import Home
from regiodialoog.groups.models import CameBy, ChannelKind, Invitee, InviteeState, LetterBatch
from regiodialoog.groups.recruiting_listeners import forget_invitees
from tests.accounts.people import link_in, mails_to
from tests.groups.conftest import Table
from tests.groups.inviting import a_list, as_file, letter_with, on, person, states, taken, with_letters
from tests.groups.test_letters import another, typed, without_mail
from tests.groups.test_pages import MANAGE, filled_in, latest, text_of
from tests.support.client import HouseClient
from tests.support.server import SECRET

LISTS = f"{MANAGE}/genodigden"
S = InviteeState
NEVER_A_NAME = ("Inwoner", "Dorpsstraat", "3811")


def homes(table: Table) -> None:
    """The group seats one of a household, so signing up asks for the address."""
    actions.change_group(table.group, one_per_household=True)


# ── letters and mails ────────────────────────────────────────────────────────


def test_each_letter_has_a_name_an_address_and_a_code_and_says_where_they_come_from(
    table: Table, bureau: HouseClient
) -> None:
    row = a_list(table)
    lines = [person(table, 1, naam="#strong[An]na $x$", plaats="Soesterberg"), person(table, 2, toevoeging="a")]
    found = taken(table, row, *lines, person(table, 3))
    bureau.submit(f"{LISTS}/{row.id}/brieven")
    assert bureau.get(f"{LISTS}/{row.id}/brieven").status_code == 404, "everybody has one"
    invitees.decline_invitee(db.session.get_one(Invitee, found[2].id))
    (batch,) = queries.batches(table.theme.id)
    answer = bureau.get(f"{MANAGE}/brieven/{batch.id}/brieven.pdf")
    sheets = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages]
    assert len(sheets) == 2, "who said no in the meantime gets no letter"
    assert "#strong[An]na $x$ Dorpsstraat 1 3811 AB Soesterberg" in sheets[0]
    assert f"Inwoner 2 Dorpsstraat 2 A 3811 AB {table.places[0].name}" in sheets[1]
    for said in ("Ik doe niet mee", "komen van uw gemeente", "U kunt antwoorden tot en met"):
        assert said in sheets[0], sheets[0]
    (code,) = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", sheets[1])
    assert letter_with(code).id == on(row)[1].letter_id, "the code of whose name is above it"
    assert states(row) == {S.TO_SEND: 2, S.DECLINED: 1}
    bureau.submit(f"{MANAGE}/brieven/{batch.id}/afgedrukt")
    assert states(row) == {S.SENT: 2, S.DECLINED: 1}


def test_who_has_an_e_mail_address_can_get_a_mail_and_then_gets_no_letter(
    table: Table, bureau: HouseClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = a_list(table)
    lines = [person(table, n, **{"e-mail": f"inwoner{n}@example.nl"}) for n in (1, 2, 3)]
    taken(table, row, *lines, person(table, 4))
    monkeypatch.setattr(invitee_letters, "MAILS_AT_ONCE", 2)
    for _n in range(2):
        bureau.submit(f"{LISTS}/{row.id}/mails")
    assert bureau.get(f"{LISTS}/{row.id}/mails").status_code == 404
    (mail,) = mails_to("inwoner1@example.nl")
    assert db.session.query(OutboxMessage).filter_by(secret=True).count() == 3
    assert states(row) == {S.SENT: 3, S.TO_SEND: 1}
    with_letters(table, row)
    assert states(row) == {S.SENT: 4}
    assert [(one.count, one.by_mail) for one in db.session.query(LetterBatch).order_by(LetterBatch.id)] == [
        (2, True),
        (1, True),
        (1, False),
    ]
    visitor = another(bureau)
    path = re.findall(r"http://[^/]+(/code\S+)", mail.body)[0]
    assert re.search(r'name="code"[^>]*value="[A-Z2-9]{4}-[A-Z2-9]{4}"', text_of(visitor, path)), (
        "the code stands there"
    )
    assert states(row) == {S.SENT: 4}, "looking opens nothing: mail scanners follow links"
    assert visitor.submit(path).location == "/code/aanmelden"
    assert states(row) == {S.SENT: 3, S.OPENED: 1}


def test_no_letters_and_no_mails_once_the_last_day_is_over(table: Table, bureau: HouseClient) -> None:
    row = a_list(table)
    taken(table, row, person(table, 1, **{"e-mail": "a@example.nl"}))
    row.answer_by = clock.today() - timedelta(days=1)
    db.session.flush()
    for room in ("brieven", "mails"):
        assert bureau.get(f"{LISTS}/{row.id}/{room}").status_code == 404
    with pytest.raises(Conflict):
        invitee_letters.mail_list(row, by=None, key=SECRET)
    assert states(row) == {S.TO_SEND: 1}


# ── how far ──────────────────────────────────────────────────────────────────


def test_from_sent_to_opened_to_signed_up_and_the_rest_expires(table: Table, client: HouseClient) -> None:
    row = a_list(table)
    taken(table, row, *(person(table, n) for n in (1, 2, 3)))
    codes = with_letters(table, row)
    assert typed(client, codes[0]) == "/code/aanmelden"
    opened_at = on(row)[0].opened_at
    typed(client, codes[0])
    assert on(row)[0].opened_at == opened_at, "only the first time counts"
    assert states(row) == {S.SENT: 2, S.OPENED: 1}
    client.submit("/code/aanmelden", without_mail(table))
    assert states(row) == {S.SENT: 2, S.SIGNED_UP: 1}
    typed(another(client), codes[1])
    with clock.at(clock.now() + timedelta(days=6)):
        assert states(row) == {S.SIGNED_UP: 1, S.EXPIRED: 2}


def test_an_address_that_nobody_confirmed_has_not_signed_up(table: Table, client: HouseClient) -> None:
    row = a_list(table)
    taken(table, row, person(table, 1))
    (code,) = with_letters(table, row)
    typed(client, code)
    client.submit("/code/aanmelden", filled_in(table, name="Vera Vos", address="vera@example.nl"))
    assert states(row) == {S.OPENED: 1}
    client.submit(link_in(mails_to("vera@example.nl")[0]))
    assert states(row) == {S.SIGNED_UP: 1}


def test_who_does_not_join_says_so_without_an_account_and_is_wiped_at_once(table: Table, client: HouseClient) -> None:
    row = a_list(table)
    taken(table, row, person(table, 1))
    (code,) = with_letters(table, row)
    assert client.get("/code/niet").location == "/code", "without a code there is nothing to say"
    typed(client, code)
    assert "Ik doe niet mee" in text_of(client, "/code/aanmelden")
    text_of(client, "/code/niet")
    assert states(row) == {S.OPENED: 1}, "looking says nothing yet"
    shown = client.get("/code/niet")
    first, again = client.send(shown), client.send(shown)
    assert first.location == again.location == f"{table.path}/groep"
    (invitee,) = on(row)
    assert (invitee.name, invitee.home_key, invitee.street, invitee.address) == ("", "", "", "")
    assert states(row) == {S.DECLINED: 1}
    assert invitees.compare_invitees(row, as_file(person(table, 1)), by=None, key=SECRET) is None, "not asked again"
    typed(client, code)
    client.submit("/code/aanmelden", without_mail(table))
    assert states(row) == {S.SIGNED_UP: 1}, "one may change one's mind"


def test_a_letter_of_no_list_offers_no_no_and_its_use_is_not_written_down(table: Table, client: HouseClient) -> None:
    batch = letter_actions.make_letters(
        table.theme, name="Los", municipality_id=None, count=1, by=None, key=SECRET, lock=lambda text: text
    )
    typed(client, batch.sealed)
    assert "Ik doe niet mee" not in text_of(client, "/code/aanmelden")
    assert client.get("/code/niet").location == "/code"


def test_who_signed_up_withdraws_and_does_not_decline(table: Table, client: HouseClient) -> None:
    row = a_list(table)
    (invitee,) = taken(table, row, person(table, 1))
    (code,) = with_letters(table, row)
    typed(client, code)
    shown = client.get("/code/niet")
    letter_actions.use(letter_with(code), table.sign_up())
    assert client.send(shown).location == "/code"
    with pytest.raises(Conflict):
        invitees.decline_invitee(db.session.get_one(Invitee, invitee.id))
    assert states(row) == {S.SIGNED_UP: 1}


def test_the_bureau_writes_down_a_no_by_phone_also_before_there_is_a_letter(table: Table, bureau: HouseClient) -> None:
    row = a_list(table)
    (invitee,) = taken(table, row, person(table, 1))
    path = f"{LISTS}/{row.id}/{invitee.id}/niet"
    assert "Inwoner 1" in text_of(bureau, path)
    bureau.submit(path)
    assert bureau.get(path).status_code == 404
    assert states(row) == {S.DECLINED: 1}
    assert "naam en adres gewist" in text_of(bureau, f"{LISTS}/{row.id}")
    assert queries.count_without_letter(row.id) == (0, 0)


# ── seen by the address ──────────────────────────────────────────────────────


def test_who_signs_up_without_the_code_is_no_stranger_where_the_address_is_asked(
    table: Table, bureau: HouseClient
) -> None:
    homes(table)
    row = a_list(table)
    taken(table, row, person(table, 1, huisnummer="12-a"), person(table, 2))
    with_letters(table, row)
    table.sign_up(home=Home("3811AB", "12", "A"))
    table.sign_up(home=Home("3811AB", "12"))
    table.sign_up()
    assert states(row) == {S.SENT: 1, S.BY_ADDRESS: 1}
    totals = queries.channel_totals(table.theme.id)
    assert (totals[queries.BY_ADDRESS].signed_up, totals[None].signed_up) == (1, 2)
    html = text_of(bureau, f"{MANAGE}/kanalen")
    assert re.search(r"Uitgenodigd, aangemeld zonder de code</th><td>[^<]*</td> *(<td[^>]*>0</td>){2}<td[^>]*>1<", html)


def test_whose_way_in_is_known_counts_there_and_whose_code_was_used_is_not_seen_by_the_address(table: Table) -> None:
    homes(table)
    row = a_list(table)
    taken(table, row, person(table, 1), person(table, 1, naam="Huisgenoot"), person(table, 2))
    code, *_rest = with_letters(table, row)
    by_code = table.sign_up(home=Home("3811AB", "1"))
    letter_actions.use(letter_with(code), by_code)
    recruiting.came(by_code, how=CameBy.LETTER, channel=row.channel)
    poster = recruiting.make_channel(table.theme, kind=ChannelKind.POSTER, name="Poster")
    recruiting.came(table.sign_up(home=Home("3811AB", "2")), channel=poster)
    assert states(row) == {S.SIGNED_UP: 1, S.SENT: 1, S.BY_ADDRESS: 1}, "the housemate did not come"
    totals = queries.channel_totals(table.theme.id)
    assert queries.BY_ADDRESS not in totals
    assert (totals[poster.id].signed_up, totals[row.channel_id].signed_up) == (1, 1)


def test_an_address_gives_no_rights_and_is_told_to_nobody_else(table: Table, client: HouseClient) -> None:
    homes(table)
    row = a_list(table)
    taken(table, row, person(table, 1))
    mine = table.sign_up(home=Home("3811AB", "1"))
    assert queries.arrival(mine.id) is None, "nothing is written down"
    assert mine.person.grants == []
    assert "Inwoner" not in str(collect(mine.person)), "the list is not theirs"
    assert client.get(f"{MANAGE}/kanalen").status_code in {302, 303}
    assert client.get("/code/niet").location == "/code"


def test_the_match_goes_with_either_address(table: Table) -> None:
    homes(table)
    row = a_list(table)
    (invitee,) = taken(table, row, person(table, 1))
    with_letters(table, row)
    first = table.sign_up(home=Home("3811AB", "1"))
    assert states(row) == {S.BY_ADDRESS: 1}
    actions.withdraw(first)
    assert states(row) == {S.SENT: 1}
    table.sign_up(home=Home("3811AB", "1"))
    assert queries.BY_ADDRESS in queries.channel_totals(table.theme.id)
    invitees.wipe(db.session.get_one(Invitee, invitee.id))
    assert queries.BY_ADDRESS not in queries.channel_totals(table.theme.id)


# ── wiped ────────────────────────────────────────────────────────────────────


def test_names_and_addresses_are_wiped_thirty_days_after_the_last_day_and_the_counts_stay(
    table: Table, client: HouseClient
) -> None:
    row = a_list(table)
    taken(table, row, *(person(table, n, **{"e-mail": f"i{n}@example.nl"}) for n in (1, 2, 3)))
    codes = with_letters(table, row)
    typed(client, codes[0])
    client.submit("/code/aanmelden", without_mail(table))
    invitees.decline_invitee(on(row)[1])
    with clock.at(clock.now() + timedelta(days=35)):
        forget_invitees()
        assert on(row)[0].name, "the thirtieth day is not over"
    with clock.at(clock.now() + timedelta(days=36)):
        forget_invitees()
        assert row.cleared_at is not None
        assert states(row) == {S.SIGNED_UP: 1, S.DECLINED: 1, S.EXPIRED: 1}
        for each in on(row):
            held = [each.name, each.street, each.postcode, each.house_number, each.place, each.address, each.home_key]
            assert (set(held), each.key_hash) == ({""}, None)
        with pytest.raises(Conflict):
            invitees.change_list(row, answer_by=clock.today())
        with pytest.raises(Conflict):
            invitees.compare_invitees(row, as_file(person(table, 9)), by=None, key=SECRET)


def test_a_list_is_wiped_thirty_days_after_its_theme_was_stopped(table: Table) -> None:
    row = a_list(table)
    taken(table, row, person(table, 1))
    row.answer_by = clock.today() + timedelta(days=100)
    stopped = clock.today() - timedelta(days=31)
    dialogues.end_theme(table.theme, ThemeState.STOPPED, on=stopped, reason="Geen geld.")
    forget_invitees()
    assert row.cleared_at is not None


def test_a_file_that_nobody_took_over_is_wiped_after_a_day(table: Table) -> None:
    row = a_list(table)
    kept = invitees.compare_invitees(row, as_file(person(table, 1)), by=None, key=SECRET)
    assert kept is not None
    forget_invitees()
    assert "Inwoner 1" in str(kept.rows)
    with clock.at(clock.now() + timedelta(hours=25)):
        forget_invitees()
    assert kept.rows == {}


def test_who_removes_the_account_is_wiped_from_the_list_too_and_reads_before_what_stands_there(
    table: Table, client: HouseClient
) -> None:
    row = a_list(table)
    taken(table, row, person(table, 1))
    (code,) = with_letters(table, row)
    typed(client, code)
    client.submit("/code/aanmelden", without_mail(table))
    who = latest().person
    assert collect(who)["recruiting"]["invited"][0]["name"] == "Inwoner 1"
    erase(who)
    (invitee,) = on(row)
    assert (invitee.name, invitee.home_key) == ("", "")
    assert states(row) == {S.SIGNED_UP: 1}


def test_the_privacy_page_says_that_there_are_lists_and_when_they_are_wiped(client: HouseClient) -> None:
    html = text_of(client, "/privacy")
    assert "Lijsten van mensen die een brief of mail krijgen" in html
    assert "30 dagen na de laatste dag om te antwoorden" in html
