"""At most one person of a household: asked only then, read by the bureau only, and kept to by everything that seats."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts import own_data
from regiodialoog.accounts.models import Person
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.exports import files_of
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import tidying
from regiodialoog.groups.homes import Home, home, postcode
from regiodialoog.groups.models import HouseholdSplit, Registration
from tests.accounts.people import become, kinds, someone
from tests.groups.conftest import Table
from tests.groups.test_drawing import picked, pool, sealed_draw
from tests.groups.test_pages import filled_in, latest, text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries

ROOM = "/beheer/groepen/fietspaden/huishoudens"
HERE = Home("3768HK", "12", "A")


@pytest.fixture
def one_per_household(table: Table) -> Table:
    actions.change_conditions(table.group, asks_place=False, asks_no_office=False, one_per_household=True)
    return table


def couples(table: Table) -> tuple[Registration, Registration]:
    """Two who live together, one for each of the two places that are drawn for, and others."""
    one, other = table.sign_up(0, 0, home=HERE), table.sign_up(1, 1, home=HERE)
    pool(table)
    return one, other


# ── one form for an address ──────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (("3811 ab", "12-a"), "3811AB 12 A"),
        (("3811AB", "12", "a"), "3811AB 12 A"),
        ((" 3811  Ab ", "0012", "-A"), "3811AB 12 A"),
        (("3811AB", "12A", ""), "3811AB 12 A"),
        (("3811-AB", "12", "bis 2"), "3811AB 12 BIS 2"),
        (("3811AB", "12bis2"), "3811AB 12 BIS 2"),
        (("３８１１ａｂ", "１２"), "3811AB 12"),
        (("3811AB", "12", "é"), "3811AB 12 E"),
        (("3811AB", "1-1"), "3811AB 1 1"),
        (("3811AB", "11"), "3811AB 11"),
    ],
)
def test_an_address_has_one_form_however_it_was_typed(typed: tuple[str, ...], found: str) -> None:
    read = home(*typed)
    assert read is not None
    assert read.key == found


@pytest.mark.parametrize(
    "typed",
    [
        ("0811AB", "1"), ("3811", "1"), ("3811ABC", "1"), ("48149", "1"), ("AB3811", "1"), ("", "1"), ("٣٨١١AB", "1"),
        ("3811AB", ""), ("3811AB", "0"), ("3811AB", "a"), ("3811AB", "-12"), ("3811AB", "1234567"),
        ("3811AB", "1", "A" * 21), ("3811AB" * 50, "1"), ("3811AB\x00", "x"),
    ],
)  # fmt: skip
def test_what_is_no_address_in_the_netherlands_is_none(typed: tuple[str, ...]) -> None:
    assert home(*typed) is None


def test_an_address_that_is_none_of_a_postcode_is_empty() -> None:
    assert postcode("3811 ab") == "3811AB"
    assert postcode("=3811AB") == ""


# ── asking it ────────────────────────────────────────────────────────────────

ADDRESS = {"postcode": "3768 hk", "house_number": "12-a", "house_addition": ""}


def test_the_address_is_asked_only_where_it_matters_and_says_why(table: Table, client: HouseClient) -> None:
    room = f"{table.path}/aanmelden"
    assert "Postcode" not in text_of(client, room)
    actions.change_conditions(table.group, asks_place=False, asks_no_office=False, one_per_household=True)
    page = text_of(client, room)
    assert "hooguit één persoon per huishouden" in page
    assert "Wij wissen het tegelijk met uw antwoorden." in page


def test_an_address_is_kept_in_one_form(one_per_household: Table, client: HouseClient) -> None:
    table = one_per_household
    become(client, someone())
    assert client.submit(f"{table.path}/aanmelden", filled_in(table, **ADDRESS)).status_code == 303
    row = latest()
    assert (row.postcode, row.house_number, row.house_addition) == ("3768HK", "12", "A")
    assert row.household_key == "3768HK 12 A"
    assert "3768HK 12 A" in text_of(client, f"{table.path}/aanmelden")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "postcode"),
        ({"postcode": "48149"}, "postcode"),
        ({"postcode": "3768HK"}, "house_number"),
        ({"postcode": "3768HK", "house_number": "a"}, "house_number"),
        ({"postcode": "3768HK" * 60, "house_number": "1"}, "postcode"),
        ({"postcode": "3768HK", "house_number": "1", "house_addition": "A" * 300}, "house_addition"),
    ],
)
def test_a_strange_address_is_refused_with_the_field_that_is_wrong(
    one_per_household: Table, client: HouseClient, given: dict[str, str], field: str
) -> None:
    become(client, someone())
    answer = client.submit(f"{one_per_household.path}/aanmelden", filled_in(one_per_household, **given))
    assert answer.status_code == 422
    check_page(answer)
    assert f'href="#{field}"' in answer.get_data(as_text=True)


def test_who_has_no_fixed_address_can_join(one_per_household: Table, client: HouseClient) -> None:
    become(client, someone())
    given = filled_in(one_per_household, no_address="y")
    assert client.submit(f"{one_per_household.path}/aanmelden", given).status_code == 303
    assert latest().household_key == ""


def test_an_address_is_changed_with_the_rest_and_nothing_is_kept_unasked(table: Table, client: HouseClient) -> None:
    row = table.sign_up(home=HERE)
    assert row.household_key == "", "this group does not ask it"
    actions.change_conditions(table.group, asks_place=False, asks_no_office=False, one_per_household=True)
    become(client, row.person)
    room = f"{table.path}/aanmelden/wijzigen"
    assert client.submit(room, ADDRESS).status_code == 303
    db.session.refresh(row)
    assert row.household_key == HERE.key
    assert 'value="3768HK"' in text_of(client, room)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "groups.registration_changed")).one()
    assert "3768" not in json.dumps(event.data)


def test_the_database_takes_no_household_without_an_address(table: Table) -> None:
    row = table.sign_up()
    row.household_key = "3768HK 12"
    with pytest.raises(Exception, match="household_by_address"):
        db.session.flush()
    db.session.rollback()


# ── the bureau's room ────────────────────────────────────────────────────────


def test_the_bureau_sees_households_takes_one_apart_and_joins_it_again(
    one_per_household: Table, bureau: HouseClient
) -> None:
    table = one_per_household
    one, other = couples(table)
    table.sign_up(0, 0, home=Home("3768HK", "13"))
    page = text_of(bureau, ROOM)
    for said in ("3768HK 12 A", one.person.name, other.person.name, "Van 4 mensen op de lijst"):
        assert said in page
    assert "3768HK 13" not in page
    assert bureau.submit(f"{ROOM}/{one.id}/splitsen", {"reason": ""}).status_code == 422
    form = bureau.get(f"{ROOM}/{one.id}/splitsen")
    check_page(form)
    for _twice in range(2):
        assert bureau.send(form, {"reason": "Studentenkamers."}).status_code == 303
    row = db.session.scalars(select(HouseholdSplit)).one()
    assert (row.reason, row.split_by, row.household_key) == ("Studentenkamers.", table.bureau.id, HERE.key)
    page = text_of(bureau, ROOM)
    assert "Studentenkamers." in page
    assert one.person.name not in page
    with pytest.raises(Conflict):
        actions.take_apart(table.group, other, reason="Nog eens.", by=None)
    db.session.rollback()
    assert bureau.submit(f"{ROOM}/gesplitst/{row.id}/samen").status_code == 303
    assert one.person.name in text_of(bureau, ROOM)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "groups.household_taken_apart")).one()
    assert event.data == {"split_id": row.id}


def test_a_split_needs_a_reason_and_an_address_and_is_not_undone_beneath_a_sealed_draw(
    one_per_household: Table,
) -> None:
    table = one_per_household
    one, _other = couples(table)
    with pytest.raises(Invalid):
        actions.take_apart(table.group, one, reason=" ", by=None)
    with pytest.raises(Conflict):
        actions.take_apart(table.group, table.sign_up(), reason="Zorghuis.", by=None)
    row = actions.take_apart(table.group, one, reason="Zorghuis.", by=None)
    sealed_draw(table)
    with pytest.raises(Conflict):
        actions.join_again(table.group, row)


def test_nobody_else_sees_an_address(one_per_household: Table, client: HouseClient) -> None:
    table = one_per_household
    one, other = couples(table)
    split = actions.take_apart(table.group, one, reason="Zorghuis.", by=None)
    officer = someone("Otto Officier", "otto@example.nl")
    accounts.give_role(officer, Role.MUNICIPALITY_OFFICER, ScopeKind.MUNICIPALITY, table.places[0].id, by=None)
    rooms = (ROOM, f"{ROOM}/{one.id}/splitsen", f"{ROOM}/gesplitst/{split.id}/samen")
    for person in (officer, other.person):
        become(client, person)
        for room in rooms:
            assert client.get(room).status_code == 403, room
    for path in (f"{table.path}/groep", table.path, f"{table.path}/aanmelden"):
        assert one.person.name not in client.get(path).get_data(as_text=True)


def test_a_split_or_person_of_another_theme_is_no_page(one_per_household: Table, bureau: HouseClient) -> None:
    row = one_per_household.sign_up()
    for path in (f"{row.id}/splitsen", "99999/splitsen", "gesplitst/99999/samen"):
        assert bureau.get(f"{ROOM}/{path}").status_code == 404


def test_queries_do_not_grow_with_households_and_they_go_by_pages(
    one_per_household: Table, bureau: HouseClient
) -> None:
    def counted() -> int:
        with count_queries() as seen:
            assert bureau.get(ROOM).status_code == 200
        return len(seen)

    couples(one_per_household)
    few = counted()
    for n in range(30):
        for _mate in range(2):
            one_per_household.sign_up(0, 0, home=Home("3812CD", str(n + 1)))
    assert counted() == few
    assert "pagina=2" in text_of(bureau, ROOM)
    assert text_of(bureau, f"{ROOM}?pagina=2").count("Zij vormen geen huishouden") == 6


# ── what is wiped, and where it never stands ─────────────────────────────────


def test_addresses_go_with_the_answers(one_per_household: Table) -> None:
    table = one_per_household
    one, other = couples(table)
    actions.take_apart(table.group, one, reason="Zorghuis.", by=None)
    actions.withdraw(one)
    assert (one.postcode, one.house_number, one.house_addition, one.household_key) == ("", "", "", "")
    (split,) = queries.splits(table.group.id)
    assert split.household_key == HERE.key, "somebody of that address is on the list"
    last = max(phase.ends_on for phase in table.theme.phases)
    with clock.at(clock.now() + (last - clock.today()) + timedelta(days=92)):
        tidying.clear_answers()
    assert (other.postcode, other.household_key) == ("", "")
    db.session.refresh(split)
    assert (split.household_key, split.reason) == ("", "Zorghuis.")


def test_who_removes_the_account_leaves_no_address(one_per_household: Table) -> None:
    one, _other = couples(one_per_household)
    accounts.erase(one.person)
    assert (one.postcode, one.household_key) == ("", "")


def test_an_address_stands_in_no_event_mail_log_export_or_public_page(
    one_per_household: Table, client: HouseClient, capfd: pytest.CaptureFixture[str]
) -> None:
    table = one_per_household
    table.ask_ages(minimum=0)
    become(client, someone())
    client.submit(f"{table.path}/aanmelden", filled_in(table, answer_0="jong", **ADDRESS))
    mate = table.sign_up(0, 0, home=HERE)
    split = actions.take_apart(table.group, mate, reason="Zorghuis.", by=None)
    actions.join_again(table.group, split)
    pool(table)
    draw = picked(table)
    actions.announce_draw(draw)
    told = [json.dumps(event.data) for event in db.session.scalars(select(AuditEvent))]
    told += [f"{mail.subject} {mail.body}" for mail in db.session.scalars(select(OutboxMessage))]
    told += [str(content) for content in files_of("theme", table.theme.slug).values()]
    visitor = client.application.test_client()
    for path in ("", "/groep", "/aanmelden", "/loting", "/loting/1", "/loting/1/draw.json", "/loting/1/result.json"):
        told.append(visitor.get(f"{table.path}{path}").get_data(as_text=True))
    told += [*capfd.readouterr()]
    assert len(told) > 20
    assert not [text for text in told if "3768" in text]
    assert "groups.household_joined" in kinds()


def test_ones_own_data_hold_the_address(one_per_household: Table) -> None:
    one, _other = couples(one_per_household)
    person = db.session.get_one(Person, one.person_id)
    found = json.dumps(own_data.collect(person))
    assert '"postcode": "3768HK"' in found


def test_the_address_of_who_heard_that_there_is_no_place_is_wiped_with_the_reason(one_per_household: Table) -> None:
    row = one_per_household.sign_up(0, 0, home=HERE)
    actions.refuse(row, reason="Alle plekken zijn vergeven.")
    actions.clear(row)
    db.session.flush()
    assert (row.reason, row.household_key, row.postcode) == ("", "", "")
    assert row.cleared_at is not None
