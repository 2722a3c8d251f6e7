"""A thousand people sign up: the pages of the bureau stay as quick, and everybody can be found."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.text import sort_key
from regiodialoog.groups import actions, queries
from regiodialoog.groups.models import Condition, Registration, RegistrationState
from tests.accounts.people import become
from tests.groups.conftest import Table
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.many import cost, insert_all

ROOM = "/beheer/groepen/fietspaden"
NAMES = ("Zoë", "Jan", "Fatima", "Piet")


def crowd(table: Table, count: int) -> list[int]:
    """So many people who wait, over both interests and both municipalities. The ids of their registrations."""
    db.session.flush()
    first = db.session.query(Person).count()
    names = [f"{NAMES[n % len(NAMES)]} van Deel {first + n}" for n in range(count)]
    people = insert_all(
        Person,
        [
            {
                "name": name,
                "sort_key": sort_key(name),
                "address": f"d{first + n}@example.nl",
                "confirmed_at": clock.now(),
            }
            | {"address_key": f"d{first + n}@example.nl"}
            for n, name in enumerate(names)
        ],
    )
    return insert_all(
        Registration,
        [
            {"theme_id": table.theme.id, "person_id": person, "interest_id": table.interests[n % 2].id}
            | {"municipality_id": table.places[n // 2 % 2].id, "answers": {"Leeftijd": "jong"}}
            for n, person in enumerate(people)
        ],
    )


def test_the_pages_of_a_group_ask_as_much_for_ten_as_for_a_thousand(table: Table, bureau: HouseClient) -> None:
    crowd(table, 10)
    by_lot = next(seat for seat in table.seats if seat.municipality_id is None)
    paths = (
        ROOM,
        f"{ROOM}?q=zoe&belang=onderwijs&stand=registered",
        f"{ROOM}/plekken/{table.seat().id}/indelen",
        f"{ROOM}/plekken/{by_lot.id}/indelen?q=jan",
        f"{ROOM}/indeling",
        f"{ROOM}/aanmeldingen/geen-plek",
        f"{table.path}/groep",
    )
    few = [cost(bureau, path) for path in paths]
    crowd(table, 990)
    assert [cost(bureau, path) for path in paths] == few


def test_the_list_shows_twenty_five_and_leads_to_the_others(table: Table, bureau: HouseClient) -> None:
    crowd(table, 60)
    html = text_of(bureau, ROOM)
    assert html.count(" van Deel ") == 2 * queries.sign_ups.PAGE, "the name, and again behind the link"
    assert "60 personen, pagina 1 van 3" in html
    assert f'href="{ROOM}?pagina=2#aanmeldingen"' in html
    assert text_of(bureau, f"{ROOM}?pagina=3").count(" van Deel ") == 20
    assert "pagina 3 van 3" in text_of(bureau, f"{ROOM}?pagina=99"), "a page that is no more is the last one"
    assert bureau.get(f"{ROOM}?pagina=nul").status_code == 404


def test_somebody_is_found_by_name_without_accents_or_capitals(table: Table, bureau: HouseClient) -> None:
    crowd(table, 60)
    html = text_of(bureau, f"{ROOM}?q=ZOE+deel")
    assert "15 personen" in html
    assert "Zoë van Deel" in html
    assert "Fatima van Deel" not in html
    assert "60 personen" in text_of(bureau, f"{ROOM}?q=%25"), "a sign of the database's own is no word"


def test_the_filters_work_together(table: Table, bureau: HouseClient) -> None:
    crowd(table, 40)
    table.sign_up(0, 0)
    asked = f"belang={table.interests[0].slug}&gemeente={table.places[0].slug}&stand=registered"
    assert "11 personen" in text_of(bureau, f"{ROOM}?{asked}")
    assert "5 personen" in text_of(bureau, f"{ROOM}?{asked}&q=fatima") or "0 personen" in text_of(
        bureau, f"{ROOM}?{asked}&q=jan"
    )
    assert "0 personen" in text_of(bureau, f"{ROOM}?belang=bestaat-niet")
    assert "41 personen" in text_of(bureau, f"{ROOM}?stand=bestaat-niet")
    fragment = bureau.get(f"{ROOM}?{asked}", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "11 personen" in fragment
    assert "<h1" not in fragment


def test_the_filter_offers_what_occurs_in_the_order_of_people(table: Table) -> None:
    table.sign_up(1, 0)
    table.sign_up(0, 1)
    counts = queries.sign_up_counts(table.theme.id)
    assert [name for _slug, name in counts.interests] == ["Onderwijs", "Inwoners"]
    assert [slug for slug, _name in counts.municipalities] == sorted(place.slug for place in table.places)
    assert sum(counts.by(lambda row: row.state).values()) == 2


def test_who_did_not_confirm_the_address_is_not_in_the_list(table: Table, bureau: HouseClient) -> None:
    row = table.sign_up()
    row.person.confirmed_at = None
    db.session.flush()
    assert "0 personen" in text_of(bureau, ROOM)
    assert queries.one_of(queries.placeable(table.seat()), row.id) is None


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_everybody_is_counted_without_looking_anybody_up(table: Table) -> None:
    plan: list[str] = []

    def explain(_connection: object, cursor: Any, statement: str, given: Any, *_rest: object) -> None:
        if "UNION ALL" in statement:
            plan.extend(str(row[-1]) for row in cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", given))

    event.listen(db.engine, "before_cursor_execute", explain)
    try:
        queries.sign_up_counts(table.theme.id)
    finally:
        event.remove(db.engine, "before_cursor_execute", explain)
    assert any("COVERING INDEX ix_registrations_counted" in step for step in plan)
    assert any("people USING INDEX ix_people_unconfirmed" in step for step in plan)
    assert not any("people USING INTEGER PRIMARY KEY" in step for step in plan)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_whoever_signed_up_is_counted_and_who_sits_is_found_without_looking_anybody_up(table: Table) -> None:
    plans: dict[str, list[str]] = {}

    def explain(_connection: object, cursor: Any, statement: str, given: Any, *_rest: object) -> None:
        plans[statement] = [str(row[-1]) for row in cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", given)]

    event.listen(db.engine, "before_cursor_execute", explain)
    try:
        queries.count_signed_up(table.theme.id)
        queries.sign_ups_page(replace(queries.placeable(table.seat()), conditions=()), 1)
        queries.answers_at_table(table.group)
    finally:
        event.remove(db.engine, "before_cursor_execute", explain)
    counts = [plan for statement, plan in plans.items() if "count(" in statement]
    assert len(counts) == 2
    for plan in counts:
        assert any("registrations USING COVERING INDEX ix_registrations_counted" in step for step in plan)
        assert any("registrations USING INDEX ix_registrations_person_id" in step for step in plan)
        assert any("people USING INDEX ix_people_unconfirmed" in step for step in plan)
        assert not any("people USING INTEGER PRIMARY KEY" in step for step in plan)
    (at_table,) = (plan for statement, plan in plans.items() if statement.startswith("SELECT registrations.answers"))
    assert any("registrations USING INDEX ix_registrations_person_id" in step for step in at_table)


def test_people_are_counted_once_each_and_only_who_confirmed(table: Table) -> None:
    def refuse(row: Registration) -> Registration:
        row.state, row.reason, row.decided_at = RegistrationState.NOT_SEATED, "Er is geen plek.", clock.now()
        db.session.flush()
        return row

    assert queries.count_signed_up(table.theme.id) == 0
    table.sign_up(), table.fill(), refuse(table.sign_up())
    again = refuse(table.sign_up())
    table.sign_up(person=again.person)
    twice = refuse(table.sign_up(1, 1))
    refuse(table.sign_up(1, 0, person=twice.person))
    gone = table.sign_up()
    gone.state, gone.decided_at = RegistrationState.WITHDRAWN, clock.now()
    for row in (table.sign_up(), refuse(table.sign_up())):
        row.person.confirmed_at = None
    db.session.flush()
    assert queries.count_signed_up(table.theme.id) == 5, "waits, sits, refused, asked again, and refused twice"


def test_a_page_for_a_place_counts_whom_it_lists(table: Table) -> None:
    crowd(table, 60)
    met, missed, unknown = (table.sign_up(met={Condition.AGE: each}) for each in (True, False, None))
    unconfirmed = table.sign_up(met={Condition.AGE: True})
    unconfirmed.person.confirmed_at = None
    db.session.flush()
    wish = replace(queries.placeable(table.seat()), conditions=(Condition.AGE,))
    page = queries.sign_ups_page(wish, 1)
    assert page.total == 15 + 2
    assert {met.id, unknown.id} <= {row.id for row in page.rows}
    assert not {missed.id, unconfirmed.id} & {row.id for row in page.rows}
    named = queries.sign_ups_page(replace(wish, text="deelnemer"), 1)
    assert named.total == len(named.rows) == 2


def test_the_answers_of_a_table_are_of_who_sits_there_now(table: Table) -> None:
    table.ask_ages()
    first, second = (table.fill(n, n, answers={"Leeftijd": age}) for n, age in enumerate(("jong", "oud")))
    table.sign_up(answers={"Leeftijd": "jong"})
    assert queries.answers_at_table(table.group) == [{"Leeftijd": "jong"}, {"Leeftijd": "oud"}]
    actions.leave(table.seat_of(first.person_id), by=first.person_id, reason="Verhuisd.")
    assert queries.answers_at_table(table.group) == [second.answers]


def test_a_seat_goes_to_somebody_who_was_searched_for(table: Table, bureau: HouseClient) -> None:
    crowd(table, 400)
    wanted = table.sign_up(0, 0)
    path = f"{ROOM}/plekken/{table.seat().id}/indelen"
    name = wanted.person.display_name
    assert name not in text_of(bureau, path), "a page of 25 does not hold everybody"
    found = f"{path}?q={name}"
    html = text_of(bureau, found)
    assert html.count('type="radio"') == 1
    assert bureau.submit(found, {"registration_id": str(wanted.id)}).status_code == 303
    assert wanted.state is RegistrationState.SEATED


def test_a_choice_of_another_page_still_counts_and_a_stranger_does_not(table: Table, bureau: HouseClient) -> None:
    crowd(table, 400)
    wanted, elsewhere = table.sign_up(0, 0), table.sign_up(1, 0)
    path = f"{ROOM}/plekken/{table.seat().id}/indelen"
    assert bureau.submit(path, {"registration_id": str(elsewhere.id)}).status_code == 422
    assert elsewhere.state is RegistrationState.REGISTERED
    assert bureau.submit(path, {"registration_id": "999999999999"}).status_code == 422
    assert bureau.submit(path, {"registration_id": str(wanted.id)}).status_code == 303
    assert wanted.state is RegistrationState.SEATED


def test_a_search_without_a_find_says_so(table: Table, bureau: HouseClient) -> None:
    table.sign_up(0, 0)
    html = text_of(bureau, f"{ROOM}/plekken/{table.seat().id}/indelen?q=bestaatniet")
    assert "Niemand die bij deze plek past, heet zo." in html


def test_nobody_but_the_bureau_searches_among_who_signed_up(table: Table, client: HouseClient) -> None:
    row = table.sign_up()
    path = f"{ROOM}/plekken/{table.seat().id}/indelen?q=deelnemer"
    assert client.get(path).status_code in (302, 303, 401, 403)
    become(client, row.person)
    assert client.get(path).status_code == 403
    assert client.get(f"{ROOM}?q=deelnemer").status_code == 403
