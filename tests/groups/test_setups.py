"""Ways to set a group up that the bureau keeps: from a group that was put together, for another theme."""

from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from sqlalchemy import func, select

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.policy import Role
from regiodialoog.core.text import sort_key
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.groups import actions
from regiodialoog.groups.actions import keeping_setups
from regiodialoog.groups.models import OwnSetup, SeatFilling
from regiodialoog.groups.setups import Setup, all_setups, setups
from regiodialoog.meetings import actions as meetings
from regiodialoog.organisations import actions as organisations
from regiodialoog.organisations import queries as regions
from tests.accounts.people import become, someone, staff
from tests.dialogues.conftest import Talk
from tests.groups.conftest import Table
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries

ROOM = "/beheer/groepen/fietspaden/opzetten"
GIVEN = {"name": "Zes mensen, drie avonden", "why": "Voor een kleine vraag.", "evenings": "3", "weeks_between": "2"}


def keep(table: Table, name: str = "Zes mensen", **more: Any) -> OwnSetup:
    given: dict[str, Any] = {"why": "Voor een kleine vraag.", "evenings": 3, "weeks_between": 2, **more}
    return keeping_setups.keep_setup(table.group, name=name, **given)


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(OwnSetup)) or 0


def kept(row: OwnSetup) -> Setup:
    return all_setups()[f"eigen-{row.id}"]


@pytest.fixture
def bomen(talk: Talk, table: Table) -> str:
    """The management address of a theme without a group."""
    dialogues.create_theme(talk.round, "Bomen", question="Waar?", municipalities={talk.region.places[0]: ""})
    return "/beheer/groepen/bomen"


# ── keeping ──────────────────────────────────────────────────────────────────


def test_the_page_shows_what_is_kept_and_suggests_the_evenings(table: Table, bureau: HouseClient) -> None:
    start = clock.now() - timedelta(days=10)
    for n in range(4):
        at = start + timedelta(weeks=3 * n)
        made = meetings.plan_meeting(table.theme, f"Avond {n}", starts_at=at, ends_at=at + timedelta(hours=2))
    meetings.cancel_meeting(made, reason="Te weinig mensen.")
    assert f'href="{ROOM}"' in text_of(bureau, "/beheer/groepen/fietspaden")
    answer = bureau.get(ROOM)
    check_page(answer)
    tree: Any = lxml.html.fromstring(answer.text)
    assert tree.get_element_by_id("evenings").value == "3", "also those that are over, not those that were cancelled"
    assert tree.get_element_by_id("weeks_between").value == "3"
    page = text_of(bureau, ROOM)
    for said in ("Onderwijs", "Inwoners", "50 euro per avond", "weken"):
        assert said in page


def test_a_group_is_kept_with_places_ways_money_and_weeks_and_with_nobody_in_it(
    table: Table, bureau: HouseClient
) -> None:
    sits = table.fill().person
    assert bureau.submit(ROOM, GIVEN).location == ROOM
    row = db.session.scalars(select(OwnSetup)).one()
    assert (row.people, row.evenings, row.weeks_between) == (6, 3, 2)
    assert row.compensation == "50 euro per avond"
    assert [(each["interest_id"], each["people"]) for each in row.shares] == [
        (table.interests[0].id, 3),
        (table.interests[1].id, 3),
    ]
    assert {each["filling"] for each in row.shares} == {"assigned"}, "most of them"
    phases = {phase.kind.value: phase for phase in table.theme.phases}
    assert set(row.weeks) == {"recruitment", "composition", "dialogue", "advice", "handover"}
    assert row.weeks["dialogue"] == -(-((phases["dialogue"].ends_on - phases["dialogue"].starts_on).days + 1) // 7)
    assert sits.name not in str(vars(row))
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "groups.setup_kept")).one()
    assert (event.subject_kind, event.subject_id, event.data) == ("group_setup", row.id, {"group_id": table.group.id})
    assert GIVEN["name"] in text_of(bureau, ROOM)


def test_the_same_form_twice_keeps_one(table: Table, bureau: HouseClient) -> None:
    page = bureau.get(ROOM)
    assert bureau.send(page, GIVEN).status_code == 303
    assert bureau.send(page, GIVEN).status_code == 303
    assert count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 300}, "name"),
        ({"name": "30 MENSEN, vijf avonden"}, "name"),
        ({"name": "zes  ménsen"}, "name"),
        ({"why": ""}, "why"),
        ({"why": "x" * 501}, "why"),
        ({"evenings": "0"}, "evenings"),
        ({"evenings": "21"}, "evenings"),
        ({"weeks_between": "27"}, "weeks_between"),
        ({"weeks_between": ""}, "weeks_between"),
    ],
)
def test_what_is_wrong_is_named_at_its_field(
    table: Table, bureau: HouseClient, given: dict[str, str], field: str
) -> None:
    keep(table)
    answer = bureau.submit(ROOM, GIVEN | given)
    assert answer.status_code == 422
    check_page(answer)
    assert f'href="#{field}"' in answer.get_data(as_text=True)
    assert count() == 1


def test_a_name_that_is_there_is_refused_by_the_action_and_the_database_too(table: Table) -> None:
    keep(table)
    for name in ("zes mensen", "Zes Mensen!", "16 mensen, vier avonden"):
        with pytest.raises(Conflict):
            keep(table, name)
    other = keep(table, "Iets anders")
    with pytest.raises(Conflict):
        keeping_setups.change_setup(other, name="ZES MENSEN", why="x")
    keeping_setups.change_setup(other, name="iets anders", why="Nog steeds.")
    assert other.sort_key == sort_key("iets anders")


def test_without_a_plan_there_is_nothing_to_keep_and_there_is_an_end_to_it(table: Table, bureau: HouseClient) -> None:
    for n in range(keeping_setups.MOST_SETUPS):
        keep(table, f"Opzet {n}")
    with pytest.raises(Conflict, match="50 eigen"):
        keep(table, "Nog een")
    assert bureau.submit(ROOM, GIVEN).status_code == 409
    for seat in table.seats:
        actions.remove_seat(seat)
    page = text_of(bureau, ROOM)
    assert "nog geen plan" in page
    assert "Opzet 7" in page


# ── using ────────────────────────────────────────────────────────────────────


def test_a_new_theme_begins_with_it_on_the_page_where_setups_are_chosen(
    table: Table, bureau: HouseClient, bomen: str
) -> None:
    actions.change_seat(table.seat(1, 0), filling=SeatFilling.DRAWN)
    row = keep(table)
    page = text_of(bureau, f"{bomen}/tekst")
    assert page.index("Zes mensen") < page.index("16 mensen, vier avonden"), "one's own come first"
    start = bureau.get(f"{bomen}/tekst?opzet=eigen-{row.id}")
    form = next(each for each in lxml.html.fromstring(start.text).forms if each.method == "POST")
    values = dict(form.form_values())
    assert (values["size"], str(values["compensation"]).strip()) == ("6", "50 euro per avond")
    made = bureau.post(f"{bomen}/tekst?opzet=eigen-{row.id}", data=values)
    assert made.location == f"{bomen}/plan?opzet=eigen-{row.id}"
    tree: Any = lxml.html.fromstring(bureau.get(made.location).text)
    assert [tree.get_element_by_id(f"count_{each.id}").value for each in table.interests] == ["3", "3"]
    assert tree.get_element_by_id(f"filling_{table.interests[1].id}").value == "drawn"
    shown = text_of(bureau, made.location)
    assert "Er horen 3 avonden bij, om de 2 weken." in shown
    assert "/planning?recruitment=" in shown
    assert "Ingevuld:" not in text_of(bureau, f"{bomen}/plan?opzet=eigen-999")


def test_people_of_an_interest_that_is_gone_go_to_the_others(table: Table) -> None:
    row = keep(table)
    found = kept(row)
    everything = regions.interests()
    assert found.plan(everything) == {each.id: (3, SeatFilling.ASSIGNED) for each in table.interests} | {
        each.id: (0, SeatFilling.ASSIGNED) for each in everything if each not in table.interests
    }
    assert found.plan(table.interests[:1]) == {table.interests[0].id: (6, SeatFilling.ASSIGNED)}
    new = organisations.create_interest("Jongeren")
    assert found.plan([table.interests[0], new])[new.id] == (3, SeatFilling.ASSIGNED)
    assert found.plan([]) == {}


def test_an_interest_is_known_by_itself_and_not_by_its_name(table: Table) -> None:
    other = organisations.create_interest("Onderwijs en jeugd")
    row = keep(table)
    organisations.change_interest(table.interests[0], name="School")
    plan = kept(row).plan([*table.interests, other])
    assert (plan[table.interests[0].id][0], plan[other.id][0]) == (3, 0)
    assert {share.word for share in kept(row).shares} == {"School", "Inwoners"}


def test_its_words_are_marked_as_those_of_the_region(table: Table, bureau: HouseClient, bomen: str) -> None:
    keep(table, why="Voor een <b>kleine</b> vraag.")
    bureau.get("/", query_string={"taal": "en"})
    for room in (ROOM, f"{bomen}/tekst"):
        tree: Any = lxml.html.fromstring(bureau.get(room).text)
        for said in ("Zes mensen", "Voor een <b>kleine</b> vraag."):
            found = next(each for each in tree.iter() if (each.text or "") == said)
            assert found.get("lang") == "nl", (room, said)


# ── renaming and removing ────────────────────────────────────────────────────


def test_it_is_renamed_and_the_second_of_two_editors_is_told(table: Table, bureau: HouseClient) -> None:
    row = keep(table)
    room = f"{ROOM}/{row.id}"
    first, second = bureau.get(room), bureau.get(room)
    check_page(first)
    assert bureau.send(first, {"name": "Kleine groep"}).location == ROOM
    assert bureau.send(second, {"name": "Andere naam"}).status_code == 409
    db.session.refresh(row)
    assert row.name == "Kleine groep"
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "groups.setup_changed")).one()
    assert event.data == {"fields": ["name"]}
    assert bureau.submit(room, {"name": "24 mensen, drie avonden"}).status_code == 422
    assert bureau.submit(room, {"name": "x" * 300}).status_code == 422
    assert bureau.submit(room, {"name": "kleine groep"}).status_code == 303, "the own name is not taken"


def test_it_is_removed_with_a_trace_and_groups_keep_what_they_have(
    table: Table, bureau: HouseClient, bomen: str
) -> None:
    row = keep(table)
    number = row.id
    page = text_of(bureau, f"{bomen}/opzetten/{number}/weg")
    assert f'href="{bomen}"' not in page, "a theme without a group has no such page"
    assert f'href="{bomen}/tekst"' in page
    assert bureau.submit(f"{bomen}/opzetten/{number}/weg").location == f"{bomen}/tekst", "back to where one came from"
    assert count() == 0
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "groups.setup_removed")).one()
    assert event.subject_id == number
    assert bureau.get(f"{ROOM}/{number}").status_code == 404
    assert len(table.seats) == 6


# ── who may ──────────────────────────────────────────────────────────────────


def test_nobody_but_the_bureau_comes_near(table: Table, client: HouseClient) -> None:
    row = keep(table)
    moderator = someone("Mo Derator", "mo@example.nl")
    for person in (moderator, table.fill().person, staff(Role.ADMINISTRATOR, "Ada Beheer", "ada@example.nl")):
        become(client, person)
        for room in (ROOM, f"{ROOM}/{row.id}", f"{ROOM}/{row.id}/weg"):
            assert client.get(room).status_code == 403
            assert client.post(room, data=GIVEN).status_code in {400, 403}
    assert (count(), row.name) == (1, "Zes mensen")


def test_a_setup_that_is_not_there_is_no_page(table: Table, bureau: HouseClient) -> None:
    for room in (f"{ROOM}/999", f"{ROOM}/999/weg", f"{ROOM}/99999999999"):
        assert bureau.get(room).status_code == 404


def test_queries_do_not_grow_with_the_setups(table: Table, bureau: HouseClient, bomen: str) -> None:
    def counted(path: str) -> int:
        with count_queries() as seen:
            bureau.get(path)
        return len(seen)

    keep(table)
    rooms = (ROOM, f"{bomen}/tekst")
    few = [counted(room) for room in rooms]
    for n in range(20):
        keep(table, f"Opzet {n}")
    assert [counted(room) for room in rooms] == few
    assert len(all_setups()) == 21 + len(setups())
    assert count() == 21
