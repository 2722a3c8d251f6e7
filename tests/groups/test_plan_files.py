"""The plan, the demands and who waits as files: out without a name, back with every fault by its place, in one go."""

import csv
import io
import time
from typing import Any

import pytest
from sqlalchemy import select

from regiodialoog.accounts.actions import give_role
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.engines.sortition.files import BadFiles, read_pool, read_quotas
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import plan_files
from regiodialoog.groups.models import PlanImport, SeatFilling, SeatState
from tests.accounts.people import become, someone
from tests.groups.conftest import Table
from tests.groups.test_drawing import pool, sealed_draw
from tests.groups.test_many import crowd
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.many import cost

ROOM = "/beheer/groepen/fietspaden/bestanden"
FAITH = "dit mag niet gevraagd worden: het is een bijzonder persoonsgegeven (geloof of levensovertuiging)"


def plan_of(table: Table) -> list[list[str]]:
    """The plan as it is downloaded, header first."""
    return list(csv.reader(io.StringIO(plan_files.write_plan(table.seats).decode())))


def as_csv(rows: list[list[str]], *, delimiter: str = ",", end: str = "\n") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue().encode()


def compare(table: Table, plan: bytes | None = None, demands: bytes | None = None) -> PlanImport | None:
    return actions.compare(table.group, plan=plan, demands=demands, by=table.bureau.id)


def faults(table: Table, plan: bytes | None = None, demands: bytes | None = None) -> list[str]:
    with pytest.raises(BadFiles) as bad:
        compare(table, plan, demands)
    return [f"{each.file} {each.line}:{each.column} {each.says}" for each in bad.value.faults]


def demands_of(table: Table) -> bytes:
    return plan_files.write_demands(queries.quotas(table.group.id), size=table.group.size)


# ── out ──────────────────────────────────────────────────────────────────────


def test_no_file_holds_a_name_or_an_address(table: Table, bureau: HouseClient) -> None:
    table.ask_ages()
    crowd(table, 20)
    seated = table.fill(0, 0)
    told = "".join(
        bureau.get(f"{ROOM}/{name}.csv").get_data(as_text=True) for name in ("plekken", "eisen", "aanmeldingen")
    )
    assert "Leeftijd" in told
    for secret in ("van Deel", "@", seated.person.display_name, "example.nl"):
        assert secret not in told, secret


def test_who_waits_is_a_number_with_answers_that_a_draw_reads(table: Table, bureau: HouseClient) -> None:
    table.ask_ages()
    crowd(table, 4)
    silent = table.sign_up(1, 1)
    table.fill(0, 0)
    actions.withdraw(table.sign_up(0, 0))
    quotas, ignored = read_quotas(bureau.get(f"{ROOM}/eisen.csv").get_data(), file="eisen.csv")
    features, people = read_pool(bureau.get(f"{ROOM}/aanmeldingen.csv").get_data(), quotas, file="aanmeldingen.csv")
    assert (features, ignored) == (("Leeftijd",), ["justification"])
    assert len(people) == 5
    assert people[-1].id == str(silent.id)
    assert people[-1].values == ("geen antwoord",)
    header = bureau.get(f"{ROOM}/aanmeldingen.csv").get_data(as_text=True).splitlines()[0]
    assert header.removeprefix("\ufeff") == "id,Belang,Gemeente,Leeftijd"


def test_only_the_bureau_gets_the_files(table: Table, client: HouseClient) -> None:
    row = table.fill(0, 0)
    contact = someone("Inge", "inge@example.nl")
    give_role(contact, Role.MUNICIPALITY_OFFICER, ScopeKind.MUNICIPALITY, table.places[0].id, by=None, tell=False)
    paths = [ROOM, *(f"{ROOM}/{name}.csv" for name in ("plekken", "eisen", "aanmeldingen"))]
    assert {client.get(path).status_code for path in paths} <= {302, 303}
    for other in (row.person, contact):
        become(client, other)
        assert {client.get(path).status_code for path in paths} == {403}


def test_the_files_take_as_many_queries_for_ten_as_for_a_thousand(table: Table, bureau: HouseClient) -> None:
    table.ask_ages()
    paths = [ROOM, f"{ROOM}/aanmeldingen.csv", f"{ROOM}/plekken.csv"]
    crowd(table, 10)
    few = [cost(bureau, path) for path in paths]
    crowd(table, 990)
    assert [cost(bureau, path) for path in paths] == few


# ── back ─────────────────────────────────────────────────────────────────────


def test_what_was_downloaded_changes_nothing(table: Table, bureau: HouseClient) -> None:
    table.ask_ages()
    actions.add_quota(table.group, "=Vreemd", "-1", minimum=0, maximum=6, justification='"Zomaar",\n+ omdat; het kan')
    table.fill(0, 0)
    actions.invite(table.seat(1, 1), name="Gast", address="gast@example.nl", by=table.bureau.id)
    files = {name: bureau.get(f"{ROOM}/{name}.csv").get_data() for name in ("plekken", "eisen")}
    assert compare(table, files["plekken"], files["eisen"]) is None
    given = {
        "plan": (io.BytesIO(files["plekken"]), "plekken.csv"),
        "demands": (io.BytesIO(files["eisen"]), "eisen.csv"),
    }
    answer = bureau.submit(ROOM, given)
    assert answer.status_code == 303
    assert "Er zijn geen verschillen" in text_of(bureau, ROOM)


@pytest.mark.parametrize(
    ("delimiter", "end", "bom"), [(",", "\n", b""), (";", "\r\n", b"\xef\xbb\xbf"), ("\t", "\r", b""), (";", "\n", b"")]
)
def test_files_of_any_spreadsheet_are_read(table: Table, delimiter: str, end: str, bom: bytes) -> None:
    table.ask_ages()
    rows = plan_of(table)
    assert compare(table, bom + as_csv(rows, delimiter=delimiter, end=end)) is None
    asked = list(csv.reader(io.StringIO(demands_of(table).decode())))
    assert compare(table, None, bom + as_csv(asked, delimiter=delimiter, end=end)) is None


def test_places_are_added_changed_and_removed_in_one_go(table: Table, bureau: HouseClient) -> None:
    header, *rows = plan_of(table)
    gone, changed = rows[0], rows[1]
    changed[1:4] = ["inwoners", "", "drawn"]
    added = ["", "Onderwijs", table.places[1].name, "assigned", ""]
    given = {"plan": (io.BytesIO(as_csv([header, *rows[1:], added])), "plekken.csv")}
    before = [seat.id for seat in table.seats]
    answer = bureau.submit(ROOM, given)
    assert answer.status_code == 303
    assert [seat.id for seat in table.seats] == before, "nothing changes before the button"
    html = text_of(bureau, f"{ROOM}/1")
    for said in ("Erbij (1)", "Veranderd (1)", "Weg (1)", f"plek {gone[0]}", f"Regel 2, plek {changed[0]}", "Regel 7"):
        assert said in html, said
    twice = bureau.get(f"{ROOM}/1"), bureau.get(f"{ROOM}/1")
    assert bureau.send(twice[0]).status_code == 303
    after = {seat.id: seat for seat in table.seats}
    assert int(gone[0]) not in after
    assert (after[int(changed[0])].municipality_id, after[int(changed[0])].filling) == (None, SeatFilling.DRAWN)
    assert len(after) == 6
    events = db.session.scalars(select(AuditEvent.data).where(AuditEvent.kind == "groups.plan_imported")).all()
    assert [(one["seats_added"], one["seats_changed"], one["seats_removed"]) for one in events] == [(1, 1, 1)]
    assert "zijn overgenomen op" in text_of(bureau, f"{ROOM}/1")
    assert bureau.send(twice[1]).status_code == 409
    assert len(table.seats) == 6, "a second press changes nothing"


def test_demands_are_added_changed_and_removed(table: Table) -> None:
    table.ask_ages(1, 4)
    file = (
        b"feature,value,min,max,justification\nLeeftijd,jong,2,3,\nLeeftijd,midden,0,2,\nWoont,koop,1,2,Voor de mix.\n"
    )
    row = compare(table, None, file)
    assert row is not None
    actions.take_import(row, by=table.bureau.id)
    found = [(q.feature, q.value, q.minimum, q.maximum, q.justification) for q in queries.quotas(table.group.id)]
    assert found == [
        ("Leeftijd", "jong", 2, 3, "Voor een goede mix."),
        ("Leeftijd", "midden", 0, 2, "Voor een goede mix."),
        ("Woont", "koop", 1, 2, "Voor de mix."),
    ]


def test_the_older_names_of_the_columns_are_read(table: Table) -> None:
    table.ask_ages(1, 4)
    assert compare(table, None, b"category,feature,min,max\nLeeftijd,jong,1,4\nLeeftijd,oud,1,4\n") is None


def test_every_fault_of_both_files_is_told_at_once(table: Table) -> None:
    rows = [
        ["seat", "interest", "municipality", "filling"],
        ["999999", "Onderwijs", "", "drawn"],
        ["", "Ruimtevaart", "Atlantis", "getoverd"],
        *[[str(seat.id), seat.interest.name, "", "drawn"] for seat in [*table.seats, table.seats[0]]],
    ]
    asked = (
        b"feature;value;min;max;justification\n"
        b";x;1;2;a\nLeeftijd;oud;3;2;a\nLeeftijd;oud;-1;veel;a\nGeloof;kerk;0;1;a\nSport;ja;0;1;\n"
    )
    first = table.seats[0].id
    assert faults(table, as_csv(rows), asked) == [
        "plekken.csv 2:1 deze groep heeft geen plek 999999",
        "plekken.csv 3:2 er is geen belang 'Ruimtevaart'",
        "plekken.csv 3:3 de gemeente 'Atlantis' doet niet mee",
        "plekken.csv 3:4 'getoverd' is geen van: invited, assigned, drawn",
        f"plekken.csv 10:1 plek {first} staat er twee keer, het eerst op regel 4",
        "eisen.csv 2:1 hier staat niets",
        "eisen.csv 3:3 het minimum is hoger dan het maximum",
        "eisen.csv 4:3 '-1' is geen heel getal van 0 tot en met 500",
        "eisen.csv 4:4 'veel' is geen heel getal van 0 tot en met 500",
        "eisen.csv 4:2 deze eis staat er twee keer, het eerst op regel 3",
        f"eisen.csv 5:1 {FAITH}",
        f"eisen.csv 5:2 {FAITH}",
        "eisen.csv 6:5 er staat niet waarom dit wordt gevraagd (kolom justification)",
    ]


HEAD = b"seat,interest,municipality,filling\n"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "plekken.csv 1:1 het bestand is leeg"),
        (b"seat,interest\n", "plekken.csv 1:1 er is geen kolom 'municipality'"),
        (b"seat,seat,interest,municipality,filling\n", "plekken.csv 1:2 de kolom 'seat' staat er twee keer"),
        (HEAD + b"1,2\n", "plekken.csv 2:3 2 velden, maar 4 kolommen"),
        (HEAD + b",\xff,,\n", "plekken.csv 2:2 dit is geen UTF-8; sla het bestand op als CSV UTF-8"),
        (b"seat,interest\0", "plekken.csv 1:2 dit is geen tekstbestand"),
        (HEAD + b'"a"b,,,\n', "plekken.csv 2:1 dit is geen CSV: kijk naar de aanhalingstekens"),
        (HEAD + b",%s,,\n" % (501 * b"x"), "plekken.csv 2:2 een waarde van meer dan 500 tekens"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_the_language_of_the_reader(table: Table, data: bytes, says: str) -> None:
    assert says in faults(table, data)


def test_places_that_somebody_has_or_was_promised_stay(table: Table) -> None:
    table.fill(0, 0)
    actions.invite(table.seat(1, 1), name="Gast", address="gast@example.nl", by=table.bureau.id)
    taken = {str(seat.id) for seat in table.seats if seat.state is not SeatState.OPEN}
    header, *rows = plan_of(table)
    kept = [row for row in rows if row[0] not in taken]
    assert faults(table, as_csv([header, *kept])) == [
        f"plekken.csv 5:1 plek {number} ontbreekt: die is gevuld of toegezegd en blijft"
        for number in sorted(taken, key=[row[0] for row in rows].index)
    ]
    changed = [[*row[:2], "", *row[3:]] if row[0] in taken else row for row in rows]
    said = faults(table, as_csv([header, *changed]))
    assert len(said) == 2
    assert all(":3 deze plek is " in one and "kan niet veranderen" in one for one in said)


def test_places_with_a_history_stay_and_can_change(table: Table) -> None:
    row = table.fill(0, 0)
    new = actions.leave(table.seat_of(row.person_id), by=table.bureau.id, reason="Verhuisd.")
    header, *rows = plan_of(table)
    (said,) = faults(table, as_csv([header, *(each for each in rows if each[0] != str(new.id))]))
    assert "ontbreekt: die is eerder aangeboden of vrijgekomen en blijft" in said


def test_places_of_a_sealed_draw_stay_as_they_are(table: Table) -> None:
    pool(table)
    sealed_draw(table)
    header, *rows = plan_of(table)
    changed = [[*each[:3], "assigned", each[4]] if each[3] == "drawn" else each for each in rows]
    assert len(faults(table, as_csv([header, *changed]))) == 2
    assert len(faults(table, as_csv([header, *(each for each in rows if each[3] != "drawn")]))) == 2


def test_a_plan_that_changed_in_between_is_not_taken_over(table: Table) -> None:
    header, *rows = plan_of(table)
    row = compare(table, as_csv([header, *rows[1:]]))
    assert row is not None
    actions.add_seat(table.group, table.interests[0], None, filling=SeatFilling.DRAWN)
    with pytest.raises(Conflict):
        actions.take_import(row, by=table.bureau.id)
    assert len(table.seats) == 7


def test_a_demand_that_changed_in_between_counts_too(table: Table) -> None:
    table.ask_ages(1, 4)
    row = compare(table, None, b"feature,value,min,max\nLeeftijd,jong,1,4\n")
    assert row is not None
    actions.change_quota(queries.quotas(table.group.id)[0], maximum=5)
    with pytest.raises(Conflict):
        actions.take_import(row, by=table.bureau.id)


def test_a_hundred_thousand_lines_are_answered_with_what_is_wrong(table: Table, bureau: HouseClient) -> None:
    line = f",Onderwijs,{table.places[0].name},drawn\n".encode()
    data = b"seat,interest,municipality,filling\n" + 100_000 * line
    began = time.process_time()
    said = faults(table, data)
    assert said[0] == "plekken.csv 502:1 een groep heeft ten hoogste 500 plekken"
    assert len(said) == 1, "what stands behind them is not looked at"
    asked = b"feature,value,min,max,justification\n" + b"".join(b"a,%d,0,1,b\n" % n for n in range(100_000))
    assert faults(table, None, asked) == ["eisen.csv 502:1 een groep heeft ten hoogste 500 eisen"]
    assert time.process_time() - began < 10
    many = HEAD + 500 * b",Niets,,drawn\n"
    answer = bureau.submit(ROOM, {"plan": (io.BytesIO(many), "plekken.csv")})
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert "Er zitten 500 fouten in wat u stuurde. Er is niets veranderd." in " ".join(html.split())
    assert html.count("er is geen belang &#39;Niets&#39;") == 100
    assert "En nog 400 fouten." in html


def test_a_file_that_is_too_large_or_none_is_refused(table: Table, bureau: HouseClient, monkeypatch: Any) -> None:
    assert "Kies ten minste één bestand." in bureau.submit(ROOM).get_data(as_text=True)
    monkeypatch.setattr("regiodialoog.core.uploads.LARGEST", 100)
    answer = bureau.submit(ROOM, {"plan": (io.BytesIO(101 * b"x"), "plekken.csv")})
    assert answer.status_code == 422
    assert "te groot" in answer.get_data(as_text=True)


def test_a_plan_of_another_group_is_not_found(table: Table, bureau: HouseClient) -> None:
    assert bureau.get(f"{ROOM}/1").status_code == 404
