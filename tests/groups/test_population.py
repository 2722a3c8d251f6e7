"""Figures of the population: from a form or a file, with their source, and where the demands of a group begin."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import lxml.html
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Invalid
from regiodialoog.core.policy import Role
from regiodialoog.groups import actions
from regiodialoog.groups.library import Ready, counted, library
from regiodialoog.groups.models import LONGEST_ANSWER, LONGEST_KEY
from regiodialoog.groups.population_file import read_population, template
from regiodialoog.groups.queries.population import places_counted, population
from regiodialoog.organisations import actions as organisations
from regiodialoog.organisations import queries as regions
from regiodialoog.organisations.models import Municipality, Source
from tests.accounts.people import become, someone, staff
from tests.groups.conftest import Table
from tests.groups.counted import AGES, DAY, ages, note, source
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page

__all__ = ["ages", "source"]
ROOM = "/beheer/bevolking/leeftijd"
GROUP = "/beheer/groepen/fietspaden"


def stored() -> dict[tuple[str, str], int]:
    names = {each.id: each.slug for each in regions.municipalities()}
    return {(names[place], answer): row.number for (place, answer), row in population("leeftijd")["leeftijd"].items()}


def faults(data: str | bytes, ready: Ready, places: list[Municipality]) -> list[tuple[int, int, str]]:
    given = data if isinstance(data, bytes) else data.encode()
    return [(each.line, each.column, each.says) for each in read_population(given, ready, places, file="x.csv").faults]


# ── keeping ──────────────────────────────────────────────────────────────────


def test_only_what_changed_is_an_event_and_what_is_unknown_is_no_row(table: Table, source: Source, ages: Ready) -> None:
    first, second = table.places
    assert note(ages, source, (first, (10, 0, None, 40)), (second, (1, 2, 3, 4))) == 7
    assert note(ages, source, (first, (10, 0, None, 40)), (second, (1, 2, 3, 5))) == 1
    assert note(ages, source, (first, (None, 0, None, 40))) == 1
    assert stored() == {
        ("zuiderdorp", AGES[1]): 0, ("zuiderdorp", AGES[3]): 40,
        ("amstelstad", AGES[0]): 1, ("amstelstad", AGES[1]): 2, ("amstelstad", AGES[2]): 3, ("amstelstad", AGES[3]): 5,
    }  # fmt: skip
    told = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "groups.population_noted")).all()
    assert [(each.subject_kind, each.subject_id, each.data, each.public) for each in told] == [
        ("municipality", first.id, {"numbers": 3}, True),
        ("municipality", second.id, {"numbers": 4}, True),
        ("municipality", second.id, {"numbers": 1}, True),
        ("municipality", first.id, {"numbers": 1}, True),
    ]
    assert places_counted() == {"leeftijd": 2}


def test_another_day_or_document_is_a_change_and_nonsense_is_refused(table: Table, source: Source, ages: Ready) -> None:
    place = table.places[0]
    note(ages, source, (place, (10, 20)))
    assert note(ages, source, (place, (10, 20)), day=DAY + timedelta(days=1)) == 2
    other = organisations.register_source("Ander document")
    assert note(ages, other, (place, (10,)), day=DAY + timedelta(days=1)) == 1
    for number, day in ((-1, DAY), (30_000_000, DAY), (5, clock.today() + timedelta(days=1))):
        with pytest.raises(Invalid):
            note(ages, source, (place, (number,)), day=day)
    with pytest.raises(Invalid):
        actions.note_population(ages, {(place.id, "geen antwoord"): 1}, counted_on=DAY, source=source)
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(text("UPDATE population SET number = -1"))


def test_keys_and_answers_of_the_library_fit_their_columns() -> None:
    for key, ready in counted().items():
        assert len(key) <= LONGEST_KEY
        assert all(len(answer) <= LONGEST_ANSWER for answer in ready.answers)
    assert "deel" in library(), "which only the region can write"
    assert "deel" not in counted()


# ── the file ─────────────────────────────────────────────────────────────────

WIDE = (
    "code;gemeente;16 t/m 29 jaar;30-49;50 t/m 66;67+\n"
    "GM9001;x;1.000;2 000;3000;0\n9002;y;;.;x;5\nGM0344;Utrecht;1;2;3;4\n"
)
LONG = "gemeente,antwoord,aantal\nZUIDERDORP,16 t/m 29,1.000\nzuiderdorp,30 t/m 49 jaar,2 000\nElders,67+,9\n"


@pytest.mark.parametrize("change", [
    str.encode, lambda s: s.replace("\n", "\r\n").encode("utf-8-sig"), lambda s: s.replace(";", "\t").encode("utf-16"),
    lambda s: s.replace("\n", "\r").encode(), lambda s: s.replace(";", " ; ").encode(),
    lambda s: s.replace("2 000", "2\N{NO-BREAK SPACE}000").encode(),
    lambda s: s.replace("2 000", "2\N{NARROW NO-BREAK SPACE}000").encode(),
])  # fmt: skip
def test_a_file_of_any_office_says_the_same(table: Table, ages: Ready, change: Any) -> None:
    first, second, _third = table.region_places()
    amstelstad, zuiderdorp = sorted((first, second, _third), key=lambda each: each.cbs_code)[1], table.places[0]
    read_ = read_population(change(WIDE), ages, table.region_places(), file="x.csv")
    assert read_.faults == []
    assert (read_.others, read_.unread, read_.absent) == (1, [], [])
    assert read_.numbers == {
        **{(zuiderdorp.id, answer): n for answer, n in zip(AGES, (1000, 2000, 3000, 0), strict=True)},
        **{(amstelstad.id, answer): n for answer, n in zip(AGES, (None, None, None, 5), strict=True)},
    }


def test_a_line_for_each_answer_is_read_as_well_and_what_is_not_there_is_told(table: Table, ages: Ready) -> None:
    told = LONG + "Zuiderdorp,Totaal,99\nZuiderdorp,Totaal,98\n"
    read_ = read_population(told.encode(), ages, table.region_places(), file="x.csv")
    place = table.places[0].id
    assert read_.faults == []
    assert read_.numbers == {(place, AGES[0]): 1000, (place, AGES[1]): 2000}
    assert (read_.others, read_.unread, read_.absent) == (1, ["Totaal"], [AGES[2], AGES[3]])


def test_a_file_as_the_office_writes_it_is_read(table: Table, ages: Ready) -> None:
    """Its own names: the subject for the answers, "Regio's" for the places, and a longer one for the number."""
    told = '"Leeftijd";"Perioden";"Regio\'s";"Bevolking op 1 januari (aantal)"\n"67 jaar of ouder";"2026";"{}";"1234"\n'
    place = table.places[0]
    for written in (place.name, f"GM{place.cbs_code}  "):
        read_ = read_population(told.format(written).encode("utf-8-sig"), ages, table.region_places(), file="x.csv")
        assert (read_.faults, read_.numbers) == ([], {(place.id, AGES[3]): 1234})


@pytest.mark.parametrize(
    ("file", "at", "says"),
    [
        ("", (1, 1), "leeg"),
        ("code;mensen\n9001;4\n", (1, 1), "geen kolom heet als een antwoord"),
        ("plaats;67+\nx;4\n", (1, 1), "'code'"),
        ("code;antwoord\n9001;67+\n", (1, 1), "'aantal'"),
        ("code;67+;67 en ouder\n9001;1;2\n", (1, 3), "hetzelfde antwoord"),
        ("code;67+;67+\n9001;1;2\n", (1, 3), "twee keer"),
        ("code;67+\n9001;veel\n", (2, 2), "geen heel getal"),
        ("code;67+\n9001;-\n", (2, 2), "geen heel getal"),
        ("code;67+\n9001;=1+1\n", (2, 2), "geen heel getal"),
        ("code;67+\n9001;12,5\n", (2, 2), "geen heel getal"),
        ("code;67+\n9001;-4\n", (2, 2), "geen heel getal"),
        ("code;67+\n9001;4\nGM9001;5\n", (3, 1), "twee keer"),
        ("code;antwoord;aantal\n9001;67+;4\n9001;67 en ouder;5\n", (3, 2), "twee keer"),
        ("code;67+\n0344;4\n", (1, 1), "geen van onze gemeenten"),
        ("code;67+\n9001;4;5\n", (2, 3), "kolommen"),
        ("code;67+\n9001;" + "9" * 600 + "\n", (2, 2), "tekens"),
        (b"code;67+\n9001;\xff\n", (2, 2), "UTF-8"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column(
    table: Table, ages: Ready, file: str | bytes, at: tuple[int, int], says: str
) -> None:
    told = faults(file, ages, table.region_places())
    assert [each[:2] for each in told] == [at]
    assert says in told[0][2]


def test_all_faults_come_at_once_and_in_order(table: Table, ages: Ready) -> None:
    file = "code;16-29;30-49\n9001;veel;weinig\n9002;1\n9003;1;2;3\n9001;1;1\n9003;5;niets\n"
    assert [each[:2] for each in faults(file, ages, table.region_places())] == [
        (2, 2), (2, 3), (3, 3), (4, 4), (5, 1), (6, 3),
    ]  # fmt: skip
    assert {each[:2] for each in faults("plaats;mensen\nx;1\n", ages, table.region_places())} == {(1, 1)}
    assert len(faults("plaats;mensen\nx;1\n", ages, table.region_places())) == 2


def test_the_file_to_fill_in_comes_back_as_it_went(table: Table, bureau: HouseClient, source: Source) -> None:
    for key, ready in counted().items():
        note(ready, source, (table.places[0], (1234, 0)))
        answer = bureau.get(f"/beheer/bevolking/{key}/sjabloon.csv")
        assert answer.status_code == 200
        assert answer.data.startswith(b"\xef\xbb\xbf")
        read_ = read_population(answer.data, ready, table.region_places(), file="x.csv")
        assert read_.faults == []
        assert {key: n for key, n in read_.numbers.items() if n is not None} == {
            (table.places[0].id, ready.answers[0]): 1234, (table.places[0].id, ready.answers[1]): 0,
        }  # fmt: skip
        assert len(read_.numbers) == 3 * len(ready.answers)
        rows = csv.reader(StringIO(answer.data.decode("utf-8-sig")))
        saved = "\n".join(";".join(row) for row in rows).encode("utf-8-sig")
        assert read_population(saved, ready, table.region_places(), file="x.csv").numbers == read_.numbers
    organisations.change_municipality(table.places[0], name="=2+3 BV")
    assert "'=2+3 BV" in template(library()["leeftijd"], regions.municipalities(), {}).decode()


# ── the page ─────────────────────────────────────────────────────────────────


def test_a_file_fills_the_form_in_and_saves_nothing_before_somebody_looked(
    table: Table, bureau: HouseClient, source: Source
) -> None:
    zuiderdorp, amstelstad = table.places
    note(library()["leeftijd"], source, (amstelstad, (7, 7, 7, 7)))
    looked = bureau.submit(ROOM, {"read": "1", "file": (BytesIO((WIDE + "9003;z;1;1;1;1\n").encode()), "cbs.csv")})
    assert looked.status_code == 200
    check_page(looked)
    assert "Er is nog niets opgeslagen." in looked.text
    assert "1 regel gaat over een andere gemeente" in looked.text
    tree: Any = lxml.html.fromstring(looked.text)
    assert [tree.get_element_by_id(f"number_{zuiderdorp.id}_{n}").value for n in range(4)] == [
        "1000", "2000", "3000", "0",
    ]  # fmt: skip
    assert [tree.get_element_by_id(f"number_{amstelstad.id}_{n}").value for n in range(4)] == ["", "", "", "5"]
    assert ("zuiderdorp", AGES[0]) not in stored()
    given = {"source": str(source.id), "counted_on": "2026-01-01", "file": None, "read": None}
    assert bureau.send(looked, given).location == "/beheer/bevolking"
    assert stored()["zuiderdorp", AGES[3]] == 0
    assert ("amstelstad", AGES[0]) not in stored(), "what the file does not know is not known any more"
    page = text_of(bureau, "/beheer/bevolking")
    assert "bekend van 3 van de 3 gemeenten" in page
    assert "nog geen cijfers" in page


def test_faults_of_a_file_stand_on_the_page(table: Table, bureau: HouseClient, source: Source) -> None:
    file = BytesIO(b"code;67+;16-29\n9001;veel;1\n9002;1;<b>weinig</b>\n")
    answer = bureau.submit(ROOM, {"read": "1", "file": (file, "x.csv")})
    assert answer.status_code == 422
    check_page(answer)
    said = " ".join(answer.text.split())
    assert "Regel 2, kolom 2: ‘veel’ is geen heel getal vanaf 0" in said or "Regel 2, kolom 2: " in said
    assert "Regel 3, kolom 3" in said
    assert "<b>weinig" not in said
    assert "2 fouten" in said
    assert stored() == {}
    assert bureau.submit(ROOM, {"read": "1"}).status_code == 422, "no file"


def test_numbers_are_corrected_on_the_form_and_a_repeat_is_done_once(
    table: Table, bureau: HouseClient, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = f"number_{table.places[0].id}_0"
    fine = {cell: "1.234", "source": str(source.id), "counted_on": "2026-01-01", "read": None}
    for wrong in (
        {"source": "0"}, {"counted_on": "2199-01-01"}, {"counted_on": ""}, {cell: "veel"}, {cell: "-1"},
        {cell: "x" * 300}, {cell: "999999999"},
    ):  # fmt: skip
        answer = bureau.submit(ROOM, fine | wrong)
        assert answer.status_code == 422, wrong
        check_page(answer)
    monkeypatch.setattr("regiodialoog.core.uploads.LARGEST", 100)
    assert bureau.submit(ROOM, {"read": "1", "file": (BytesIO(b"x" * 101), "x.csv")}).status_code == 422
    opened = bureau.get(f"{ROOM}?groep=fietspaden")
    assert "Terug naar de vragen van de groep" in opened.text
    assert bureau.send(opened, fine).status_code == 303
    assert bureau.send(opened, fine).status_code == 303
    assert stored() == {("zuiderdorp", AGES[0]): 1234}
    assert bureau.submit(ROOM, {cell: ""}).status_code == 303
    assert stored() == {}


def test_from_a_group_one_goes_back_to_it(table: Table, bureau: HouseClient, source: Source) -> None:
    page = bureau.get(f"{ROOM}?groep=fietspaden")
    form: Any = next(each for each in lxml.html.fromstring(page.text).forms if each.method == "POST")
    given = dict(form.form_values()) | {"source": str(source.id), "counted_on": "2026-01-01"}
    assert bureau.post(f"{ROOM}?groep=fietspaden", data=given).location == f"{GROUP}/vragen"
    assert bureau.get(f"{ROOM}?groep=bestaat-niet").status_code == 404


def test_nobody_but_the_bureau_comes_near(table: Table, client: HouseClient, source: Source) -> None:
    rooms = ("/beheer/bevolking", ROOM, f"{ROOM}/sjabloon.csv")
    assert all(client.get(room).status_code in {302, 303} for room in rooms)
    for person in (
        someone("Bezoeker", "bezoeker@example.nl"),
        table.fill().person,
        staff(Role.ADMINISTRATOR, "Ada", "a@example.nl"),
    ):  # fmt: skip
        become(client, person)
        assert [client.get(room).status_code for room in rooms] == [403, 403, 403]
        assert client.post(ROOM, data={}).status_code == 403
    become(client, table.bureau)
    assert [client.get(room).status_code for room in rooms] == [200, 200, 200]
    for room in ("/beheer/bevolking/deel", "/beheer/bevolking/onzin", "/beheer/bevolking/deel/sjabloon.csv"):
        assert client.get(room).status_code == 404
