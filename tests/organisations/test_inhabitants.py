"""How many people live where: from a form or a file, with the source, and read by everybody."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Invalid
from regiodialoog.core.policy import Role
from regiodialoog.organisations import actions, queries
from regiodialoog.organisations.inhabitants_file import read_inhabitants, whole_number
from regiodialoog.organisations.models import Source
from tests.accounts.people import become, someone, staff
from tests.organisations.region import Small
from tests.support.client import HouseClient
from tests.support.pages import check_page

PAGE = "/beheer/regio/inwoners"
DAY = date(2025, 1, 1)


@pytest.fixture
def source(small: Small) -> Source:
    return actions.register_source("Bevolking per gemeente", publisher="Bureau voor tellingen", date="2025-01")


def known() -> dict[str, int]:
    names = {each.id: each.slug for each in queries.municipalities()}
    return {names[key]: row.number for key, row in queries.inhabitants().items()}


def note(small: Small, source: Source, *numbers: int | None, day: date = DAY) -> int:
    given = {each.id: number for each, number in zip(small.places, numbers, strict=False)}
    return actions.note_inhabitants(given, counted_on=day, source=source)


def test_only_what_changed_is_an_event_and_nobody_is_no_number(small: Small, source: Source) -> None:
    assert note(small, source, 9000, 160_902) == 2
    assert note(small, source, 9000, 160_903) == 1
    assert note(small, source, None, 160_903) == 1
    assert known() == {"amstelstad": 160_903}
    changed = select(AuditEvent).where(AuditEvent.kind == "organisations.municipality_changed")
    told = [row.data for row in db.session.scalars(changed)]
    assert told == [{"fields": ["inhabitants"]}] * 4
    for number, day in ((0, DAY), (-3, DAY), (30_000_000, DAY), (9000, clock.today() + timedelta(days=1))):
        with pytest.raises(Invalid):
            note(small, source, number, day=day)
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(text("UPDATE inhabitants SET number = 0"))


@pytest.mark.parametrize(
    ("written", "number"),
    [("160.902", 160_902), ("160 902", 160_902), ("9000", 9000), ("0", None), ("12.34", None), ("1e5", None),
     ("-9000", None), ("=1+1", None), ("9" * 12, None), ("", None), ("٩٠", None)],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(written: str, number: int | None) -> None:
    assert whole_number(written) == number


def test_a_file_is_read_by_code_or_by_name_and_passes_other_municipalities_by(small: Small) -> None:
    zuiderdorp, amstelstad, _beekdal = small.places
    coded = "Code;Naam;Inwoners;Dichtheid\nGM9001;x;9.000;12\n9002;x;160902;1\nGM0344;Utrecht;;9\n"
    found = read_inhabitants(coded.encode(), small.places)
    assert (found.numbers, found.others, found.faults) == ({zuiderdorp.id: 9000, amstelstad.id: 160_902}, 1, [])
    named = "gemeente,inwoners\nAMSTELSTAD,5\nElders,6\n"
    assert read_inhabitants(named.encode("utf-16"), small.places).numbers == {amstelstad.id: 5}


@pytest.mark.parametrize(
    ("file", "line", "says"),
    [
        ("", 1, "leeg"),
        ("gemeente,mensen\nZuiderdorp,4\n", 1, "inwoners"),
        ("plaats,inwoners\nZuiderdorp,4\n", 1, "code"),
        ("code,inwoners\n9001,veel\n", 2, "geen heel getal"),
        ("code,inwoners\n9001,=1+1\n", 2, "geen heel getal"),
        ("code,inwoners\n9001,4\nGM9001,5\n", 3, "twee keer"),
        ("code,inwoners\n0344,4\n", 1, "geen van onze gemeenten"),
        ("code,inwoners\n9001,4,5\n", 2, "kolommen"),
        ("code,inwoners\n" + "9" * 600 + ",4\n", 2, "tekens"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_by_its_line(
    small: Small, bureau: HouseClient, source: Source, file: str, line: int, says: str
) -> None:
    answer = bureau.submit(PAGE, {"read": "1", "file": (BytesIO(file.encode()), "x.csv")})
    assert answer.status_code == 422
    check_page(answer)
    said = " ".join(answer.text.split())
    assert f"Regel {line}, kolom" in said
    assert says in said
    assert known() == {}


def test_a_file_fills_the_form_in_and_saves_nothing_before_somebody_looked(
    small: Small, bureau: HouseClient, source: Source
) -> None:
    file = BytesIO(b"code,inwoners\nGM9001,9.000\nGM0344,4\n")
    looked = bureau.submit(PAGE, {"read": "1", "file": (file, "cbs.csv")})
    assert looked.status_code == 200
    check_page(looked)
    assert "Er is nog niets opgeslagen." in looked.text
    assert known() == {}
    given = {"source": str(source.id), "counted_on": "2025-01-01", "file": None, "read": None}
    assert bureau.send(looked, given).status_code == 303
    assert known() == {"zuiderdorp": 9000}
    page = bureau.get("/gemeenten/zuiderdorp").text
    assert "9.000" in page
    assert "Bevolking per gemeente" in page
    assert "Inwoners" not in bureau.get("/gemeenten/beekdal").text


def test_numbers_without_a_source_or_of_a_day_to_come_are_refused(
    small: Small, bureau: HouseClient, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = f"number_{small.places[0].id}"
    fine = {number: "9.000", "source": str(source.id), "counted_on": "2025-01-01", "read": None}
    for wrong in ({"source": "0"}, {"counted_on": "2199-01-01"}, {"counted_on": ""}, {number: "veel"}, {number: "0"}):
        assert bureau.submit(PAGE, fine | wrong).status_code == 422, wrong
    monkeypatch.setattr("regiodialoog.core.uploads.LARGEST", 100)
    too_large = bureau.submit(PAGE, {"read": "1", "file": (BytesIO(b"x" * 101), "x.csv")})
    assert too_large.status_code == 422
    assert "te groot" in too_large.text
    assert bureau.submit(PAGE, {"read": "1"}).status_code == 422, "no file"
    assert known() == {}
    opened = bureau.get(PAGE)
    assert bureau.send(opened, fine).status_code == 303
    assert bureau.send(opened, fine).status_code == 303, "twice the same is done once"
    assert known() == {"zuiderdorp": 9000}


def test_only_bureau_and_administrator_write_numbers_down(small: Small, client: HouseClient) -> None:
    assert client.get(PAGE).status_code in {302, 303, 403}
    become(client, someone("Bezoeker", "bezoeker@example.nl"))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data={}).status_code == 403
    become(client, staff(Role.ADMINISTRATOR))
    assert client.get(PAGE).status_code == 200
