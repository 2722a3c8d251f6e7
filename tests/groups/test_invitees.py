"""Lists of invitees: read from a file after a look at the differences, by the bureau alone, and never twice."""

import csv
import io
import re
import time
from datetime import timedelta

import pytest

from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.engines.sortition.files import BadFiles
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import invitees
from regiodialoog.groups.models import Channel, ChannelKind, Invitee, InviteeImport, InviteeList, InviteeState
from tests.accounts.people import become, someone
from tests.groups.conftest import Table
from tests.groups.inviting import HEADER, a_list, as_file, on, person, states, taken, upload, with_letters
from tests.groups.test_pages import MANAGE, text_of
from tests.support.client import HouseClient
from tests.support.many import cost
from tests.support.server import SECRET

LISTS = f"{MANAGE}/genodigden"


def faults(table: Table, data: bytes) -> list[str]:
    with pytest.raises(BadFiles) as bad:
        invitees.compare_invitees(a_list(table), data, by=None, key=SECRET)
    return [f"{each.line}:{each.column} {each.says}" for each in bad.value.faults]


# ── the file ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("delimiter", "end"), [(";", "\r\n"), (",", "\n"), ("\t", "\r")])
def test_files_of_any_spreadsheet_are_read_and_addresses_have_one_form(table: Table, delimiter: str, end: str) -> None:
    row = a_list(table)
    lines = [person(table, 1, huisnummer="012a"), person(table, 2, postcode="3811ab", toevoeging="bis-2")]
    data = as_file(*lines, delimiter=delimiter, end=end)
    kept = invitees.compare_invitees(row, data, by=None, key=SECRET)
    assert kept is not None
    invitees.take_invitees(kept, by=None, key=SECRET)
    assert [each.home_key for each in on(row)] == ["3811AB 12 A", "3811AB 2 BIS 2"]


def test_columns_stand_in_any_order_also_in_english_and_others_are_not_kept(table: Table) -> None:
    row = a_list(table)
    header = ["bsn", "Municipality", "E-mail", "NAME", "number", "Postcode", "geboortedatum"]
    place = table.places[0].name.upper()
    line = dict(zip(header, ["123456782", place, "a@b.nl", "Anna", "1", "3811AB", "1-1-1970"], strict=True))
    kept = invitees.compare_invitees(row, as_file(line, header=header), by=None, key=SECRET)
    assert kept is not None
    assert kept.rows["ignored"] == ["bsn", "geboortedatum"]
    assert "123456782" not in str(kept.rows)
    assert "1970" not in str(kept.rows)


def test_every_fault_is_told_at_once_by_line_and_column_in_dutch(table: Table) -> None:
    lines = [
        person(table, 1, naam="", postcode="0811 AB", huisnummer="geen"),
        person(table, 2, gemeente="Parijs", **{"e-mail": "geen adres"}),
        person(table, 3, naam="x" * 300, toevoeging="a1" * 20),
        person(table, 4),
        person(table, 4, naam="inwoner  4", postcode="3811ab"),
        person(table, 5, naam="?!"),
    ]
    assert faults(table, as_file(*lines)) == [
        "2:1 hier staat niets",
        "2:3 '0811 AB' is geen postcode",
        "2:4 'geen' is geen huisnummer",
        "3:7 'geen adres' is geen e-mailadres",
        "3:8 de gemeente 'Parijs' doet niet mee",
        "4:1 dit is langer dan 100 tekens",
        "4:5 dit is langer dan 20 tekens",
        "6:1 deze naam op dit adres staat er twee keer, het eerst op regel 5",
        "7:1 dit is geen naam",
    ]


def test_what_is_no_list_is_refused_and_says_why(table: Table) -> None:
    assert faults(table, b"") == ["1:1 het bestand is leeg"]
    assert faults(table, as_file()) == ["2:1 er staat niemand op deze lijst"]
    assert faults(table, b"naam;straat\nA;B\n") == [
        f"1:1 er is geen kolom '{name}'" for name in ("postcode", "huisnummer", "gemeente")
    ]
    assert faults(table, b"naam;name;postcode;huisnummer;gemeente\n")[0] == "1:2 de kolom 'naam' staat er twee keer"
    assert faults(table, "naam\nCafé".encode("latin-1"))[0].startswith("2:1 dit is geen UTF-8")


def test_a_list_holds_ten_thousand_in_a_moment_and_not_one_line_more(table: Table, bureau: HouseClient) -> None:
    row = a_list(table)
    lines = [person(table, n, postcode=f"{1000 + n // 99} AB", huisnummer=str(n % 99 + 1)) for n in range(10_001)]
    assert faults(table, as_file(*lines)) == [
        "10002:1 een bestand heeft hoogstens 10000 regels; knip het in meer bestanden"
    ]
    began = time.perf_counter()
    answer = bureau.submit(f"{LISTS}/{row.id}/bestand", upload(as_file(*lines[:10_000])))
    assert answer.status_code == 303, answer.text[:500]
    html = text_of(bureau, answer.location)
    assert "En nog 9.900" in html or "En nog 9900" in html
    bureau.submit(answer.location)
    assert states(row) == {InviteeState.TO_SEND: 10_000}
    assert time.perf_counter() - began < 20
    few = cost(bureau, f"{LISTS}/{row.id}")
    assert "10000" in text_of(bureau, f"{LISTS}/{row.id}").replace(".", "")
    assert few < 40
    assert len(with_letters(table, row)) == 10_000
    assert [batch.count for batch in queries.batches(table.theme.id)] == [1000] * 10


# ── the differences ──────────────────────────────────────────────────────────


def test_a_file_is_compared_first_then_taken_over_and_adds_nobody_twice(table: Table, bureau: HouseClient) -> None:
    answer = bureau.submit(f"{LISTS}/nieuw", {"name": "Soest", "answer_by": str(clock.today() + timedelta(days=5))})
    room = answer.location
    data = as_file(person(table, 1), person(table, 2))
    answer = bureau.submit(room, upload(data))
    assert not db.session.query(Invitee).count(), "nothing is added before the button"
    html = text_of(bureau, answer.location)
    assert "Regel 2: Inwoner 1" in html.replace("</span>", "")
    shown = bureau.get(answer.location)
    first, again = bureau.send(shown), bureau.send(shown)
    assert first.status_code == again.status_code == 303
    assert "2 genodigden" in text_of(bureau, first.location)
    assert bureau.submit(room, upload(data)).location == first.location, "the same file: no differences"
    assert db.session.query(Invitee).count() == 2
    changed = as_file(person(table, 1, naam="Inwoner-1", straat="Kerkstraat"), person(table, 2), person(table, 3))
    answer = bureau.submit(room, upload(changed))
    html = text_of(bureau, answer.location)
    for said in (r"Nieuw</th><td[^>]*>1<", r"Veranderd</th><td[^>]*>1<", r"Al bekend</th><td[^>]*>1<"):
        assert re.search(said, html), said
    assert "<del>Inwoner 1, Dorpsstraat" in html
    assert "<ins>Inwoner-1, Kerkstraat" in html
    bureau.submit(answer.location)
    assert [(each.name, each.street) for each in db.session.query(Invitee).order_by(Invitee.id)] == [
        ("Inwoner-1", "Kerkstraat"),
        ("Inwoner 2", "Dorpsstraat"),
        ("Inwoner 3", "Dorpsstraat"),
    ]


def test_who_is_on_another_list_of_the_theme_is_not_invited_twice(table: Table) -> None:
    first, second = a_list(table), a_list(table)
    taken(table, first, person(table, 1))
    found = invitees.differences(
        second, invitees.rows_of(compared(second, person(table, 1), person(table, 2))), key=SECRET
    )
    assert (len(found.new), found.elsewhere) == (1, 1)


def compared(row: InviteeList, *lines: dict[str, str]) -> InviteeImport:
    kept = invitees.compare_invitees(row, as_file(*lines), by=None, key=SECRET)
    assert kept is not None
    return kept


def test_a_file_is_taken_over_once_and_what_it_held_goes_at_once(table: Table) -> None:
    row = a_list(table)
    kept = compared(row, person(table, 1))
    invitees.take_invitees(kept, by=table.bureau.id, key=SECRET)
    assert (kept.rows, kept.emptied_at is not None) == ({}, True)
    with pytest.raises(Conflict):
        invitees.take_invitees(kept, by=table.bureau.id, key=SECRET)


def test_a_second_file_takes_the_place_of_one_that_was_not_taken_over(table: Table) -> None:
    row = a_list(table)
    first = compared(row, person(table, 1))
    second = compared(row, person(table, 2))
    with pytest.raises(Conflict):
        invitees.take_invitees(first, by=None, key=SECRET)
    invitees.take_invitees(second, by=None, key=SECRET)
    assert [each.name for each in on(row)] == ["Inwoner 2"]


def test_two_files_side_by_side_add_what_both_name_once(table: Table) -> None:
    row, other = a_list(table), a_list(table)
    mine, theirs = compared(row, person(table, 1)), compared(other, person(table, 1))
    invitees.take_invitees(mine, by=None, key=SECRET)
    assert invitees.take_invitees(theirs, by=None, key=SECRET).elsewhere == 1
    assert on(other) == []


def test_of_two_lists_at_the_very_same_moment_one_is_told(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    row = a_list(table)
    taken(table, row, person(table, 1))
    kept = compared(a_list(table), person(table, 1), person(table, 2))
    monkeypatch.setattr(queries, "known_invitees", lambda _theme_id: {})
    with pytest.raises(Conflict):
        invitees.take_invitees(kept, by=None, key=SECRET)


def test_faults_stand_on_the_page_and_nothing_changes(table: Table, bureau: HouseClient) -> None:
    row = a_list(table)
    data = as_file(person(table, 1), person(table, 2, naam="<b>x</b>", postcode="<script>"))
    answer = bureau.submit(f"{LISTS}/{row.id}/bestand", upload(data))
    assert answer.status_code == 422
    assert "regel 3, kolom 3: &#39;&lt;script&gt;&#39; is geen postcode" in answer.text
    assert bureau.submit(f"{LISTS}/{row.id}/bestand").status_code == 422, "no file"
    assert not db.session.query(InviteeImport).count()


def test_a_late_list_takes_no_file_until_its_day_is_moved(table: Table, bureau: HouseClient) -> None:
    row = a_list(table)
    kept = compared(row, person(table, 1))
    row.answer_by = clock.today() - timedelta(days=1)
    db.session.flush()
    with pytest.raises(Conflict):
        invitees.take_invitees(kept, by=None, key=SECRET)
    assert "Bestand sturen" not in text_of(bureau, f"{LISTS}/{row.id}")
    path = f"{LISTS}/{row.id}/tot"
    last = invitees.latest_answer(table.theme)
    for day in (clock.today() - timedelta(days=1), last + timedelta(days=1)):
        assert bureau.submit(path, {"answer_by": str(day)}).status_code == 422
    assert bureau.submit(path, {"answer_by": str(last)}).status_code == 303
    assert "Bestand sturen" in text_of(bureau, f"{LISTS}/{row.id}")


# ── who sees it, and what leaves ─────────────────────────────────────────────


def test_lists_are_for_the_bureau_and_of_one_theme(table: Table, client: HouseClient) -> None:
    row = a_list(table)
    (invitee,) = taken(table, row, person(table, 1))
    contact, moderator = someone("Inge", "inge@example.nl"), someone("Mo", "mo@example.nl")
    give_role(contact, Role.MUNICIPALITY_OFFICER, ScopeKind.MUNICIPALITY, table.places[0].id, by=None, tell=False)
    give_role(moderator, Role.MODERATOR, ScopeKind.THEME, table.theme.id, by=None, tell=False)
    rest = ("", "/tot", "/bestand", "/bestand/1", "/brieven", "/mails", "/genodigden.csv", f"/{invitee.id}/niet")
    paths = [LISTS, f"{LISTS}/nieuw", *(f"{LISTS}/{row.id}{one}" for one in rest)]
    assert {client.get(path).status_code for path in paths} <= {302, 303}
    for other in (contact, moderator, table.fill().person):
        become(client, other)
        assert {client.get(path).status_code for path in paths} == {403}
    elsewhere = a_list(table)
    become(client, db.session.get_one(Person, table.bureau.id))
    assert client.get(f"{LISTS}/{elsewhere.id}/{invitee.id}/niet").status_code == 404, "of another list"
    assert client.get(f"{LISTS}/{elsewhere.id}/bestand/1").status_code == 404
    assert client.get(f"{LISTS}/{row.id + 99}").status_code == 404
    theme = dialogues.create_theme(table.theme.round, "Wandelpaden", question="Waar?", municipalities=table.places)
    actions.make_group(theme, "Wandelgroep", size=2)
    there = [path.replace(table.theme.slug, theme.slug) for path in paths]
    assert [client.get(path).status_code for path in there[2:]] == [404] * len(rest), "of another theme"
    assert [client.get(path).status_code for path in there[:2]] == [200, 200]
    assert "poster" not in {each.channel.kind for each in queries.invitee_lists(table.theme.id)}


def test_the_list_as_a_file_computes_nothing_and_comes_back_without_differences(
    table: Table, bureau: HouseClient
) -> None:
    row = a_list(table)
    taken(table, row, person(table, 1, naam="=1+1", straat="@straat", **{"e-mail": "a@example.nl"}), person(table, 2))
    answer = bureau.get(f"{LISTS}/{row.id}/genodigden.csv")
    assert answer.headers["Cache-Control"] == "no-store"
    lines = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert lines[0] == [*HEADER, "stand"]
    assert lines[1][:2] == ["'=1+1", "'@straat"]
    assert lines[1][-1] == "nog te versturen"
    assert invitees.compare_invitees(row, answer.get_data(), by=None, key=SECRET) is None


def test_no_event_and_no_page_for_others_holds_a_name_or_an_address(table: Table, client: HouseClient) -> None:
    row = a_list(table)
    taken(table, row, person(table, 1, naam="Zeldzame Naam", straat="Zeldzaamstraat"))
    with_letters(table, row)
    told = str([each.data for each in db.session.query(AuditEvent)])
    for path in (
        table.path,
        f"{table.path}/groep",
        f"{table.path}/groep/samenstelling",
        "/logboek",
        "/zoeken?q=zeldzaam",
    ):
        told += client.get(path).text
    assert "Zeldzame Naam" not in told
    assert "Zeldzaamstraat" not in told
    assert "3811AB" not in told


def test_the_list_goes_by_pages_and_is_narrowed_to_how_far_they_are(table: Table, bureau: HouseClient) -> None:
    row = a_list(table)
    found = taken(table, row, *(person(table, n) for n in range(1, 61)))
    invitees.decline_invitee(found[59])
    room = f"{LISTS}/{row.id}"
    html = text_of(bureau, room)
    assert "Inwoner 25<" in html
    assert "Inwoner 26<" not in html
    html = text_of(bureau, f"{room}?stand=to_send&pagina=3")
    assert "Inwoner 59<" in html
    assert "Inwoner 60<" not in html
    assert "1 genodigde" in text_of(bureau, f"{room}?stand=declined")
    assert text_of(bureau, f"{room}?stand=onzin")
    few = cost(bureau, room)
    taken(table, row, *(person(table, n) for n in range(100, 400)))
    assert cost(bureau, room) == few


def test_a_list_is_a_channel_of_letters(table: Table, bureau: HouseClient) -> None:
    row = a_list(table, name="Steekproef Soest")
    channel = db.session.get_one(Channel, row.channel_id)
    assert channel.kind is ChannelKind.LETTERS
    assert "Steekproef Soest" in text_of(bureau, f"{MANAGE}/kanalen")
    assert "Steekproef Soest" in text_of(bureau, LISTS)
