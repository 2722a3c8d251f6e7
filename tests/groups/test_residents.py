"""Who comes for themselves reads beforehand for which municipalities there is a place, and the bureau too."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.groups import actions, queries
from regiodialoog.groups.residents import from_where, said_of
from tests.accounts.people import mails_to
from tests.groups.conftest import Table
from tests.groups.test_pages import MANAGE, filled_in, text_of
from tests.groups.test_plan import PLAN, cells, numbers, words
from tests.support.client import HouseClient
from tests.support.pages import check_page

THREE = {1: "Baarn", 2: "Leusden", 3: "Soest"}
NONE_FOR = "Voor deze gemeenten is er geen plek voor inwoners zelf: Soest."


def only_here(table: Table) -> None:
    """Residents have a place from the first municipality alone; the others from everywhere."""
    own = table.interests[1].id
    for seat in table.seats:
        if seat.interest_id == own and seat.municipality_id != table.places[0].id:
            actions.remove_seat(queries.seat(seat.id))
    table.group.size = len(table.seats)
    db.session.flush()


def hints(client: HouseClient, path: str) -> list[str]:
    tree = check_page(client.get(path))
    return [" ".join(one.text_content().split()) for one in tree.xpath("//*[starts-with(@id, 'interest_id-')]")
            if one.get("id", "").endswith("-hint")]  # fmt: skip


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (None, ""), ({1, 2, 3}, ""), ({1, 2}, "Niet uit Soest."), ({3}, "Alleen uit Soest."),
    ],
)  # fmt: skip
def test_it_is_said_in_the_shortest_way_from_where(app: Flask, there: Any, said: str) -> None:
    with app.test_request_context():
        assert from_where(there, THREE) == said


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ({None}, ""), ({1, 2, 3}, ""), ({1, 2}, NONE_FOR),
        (set(), "In dit plan is er geen plek voor inwoners zelf."),
    ],
)  # fmt: skip
def test_the_bureau_reads_for_whom_there_is_none(app: Flask, there: Any, said: str) -> None:
    with app.test_request_context():
        assert said_of(THREE, there) == said


def test_beside_an_interest_it_stands_from_where_there_is_a_place(table: Table, client: HouseClient) -> None:
    here = table.places[0].name
    assert "Kies dit als u voor uzelf komt." in hints(client, f"{table.path}/aanmelden")
    only_here(table)
    said = f"Kies dit als u voor uzelf komt. Alleen uit {here}."
    assert said in hints(client, f"{table.path}/aanmelden")


def test_who_has_no_place_is_led_to_the_news_with_the_municipality(table: Table, client: HouseClient) -> None:
    only_here(table)
    room, there = f"{table.path}/aanmelden", table.places[1]
    given = {"name": "Nel", "address": "nel@example.nl", "municipality_id": str(there.id)}
    answer = client.submit(room, filled_in(table, **given))
    assert answer.status_code == 422
    tree = check_page(answer)
    (way,) = tree.xpath("//main//a[contains(@href, '/op-de-hoogte')]")
    assert way.get("href") == f"{table.path}/op-de-hoogte?gemeente={there.slug}"
    assert "Uw gemeente vullen wij vast in." in " ".join(answer.get_data(as_text=True).split())
    asked = check_page(client.get(way.get("href")))
    (chosen,) = asked.xpath("//select[@name='municipality_id']/option[@selected]")
    assert chosen.text_content() == there.name
    client.submit(way.get("href"), {"name": "Nel", "address": "nel@example.nl"})
    assert mails_to("nel@example.nl")
    made = db.session.scalars(select(Person).where(Person.address == "nel@example.nl")).one()
    assert made.municipality_id == there.id
    assert not check_page(client.get(f"{table.path}/op-de-hoogte")).xpath("//select")


@pytest.mark.parametrize("wrong", ["nergens", "", "x" * 300])
def test_news_of_an_unknown_municipality_asks_none(table: Table, client: HouseClient, wrong: str) -> None:
    assert not check_page(client.get(f"{table.path}/op-de-hoogte?gemeente={wrong}")).xpath("//select")


def test_who_finds_a_place_reads_nothing_of_it(table: Table, client: HouseClient) -> None:
    only_here(table)
    answer = client.submit(f"{table.path}/aanmelden", {})
    assert answer.status_code == 422
    assert "Uw gemeente vullen wij vast in." not in answer.get_data(as_text=True)


def test_the_bureau_is_warned_on_the_page_of_the_group_and_on_the_list(table: Table, bureau: HouseClient) -> None:
    said = f"Voor deze gemeenten is er geen plek voor inwoners zelf: {table.places[1].name}."
    theme = f"/beheer/dialogen/themas/{table.theme.slug}"
    assert said not in text_of(bureau, MANAGE)
    only_here(table)
    assert said in text_of(bureau, MANAGE)
    assert said in text_of(bureau, theme)


def test_the_bureau_is_warned_while_it_plans(table: Table, bureau: HouseClient) -> None:
    looked = bureau.submit(PLAN, numbers(table, 4, 1) | {"look": "1"})
    there = sorted(table.places, key=lambda each: each.sort_key)
    own = table.interests[1].id
    assert cells(looked)[f"at_{own}_{there[0].id}"] == "1"
    assert f"Voor deze gemeenten is er geen plek voor inwoners zelf: {there[1].name}." in words(looked)
    anywhere = bureau.send(looked, {f"at_{own}_{there[0].id}": "0", f"at_{own}_0": "1", "recount": "1"})
    assert "geen plek voor inwoners zelf" not in words(anywhere)


def test_a_plan_without_residents_says_so(table: Table, bureau: HouseClient) -> None:
    assert "geen plek voor inwoners zelf" in words(bureau.submit(PLAN, numbers(table, 4, 0) | {"look": "1"}))
    for seat in table.seats:
        if seat.interest_id == table.interests[1].id:
            actions.remove_seat(queries.seat(seat.id))
    assert "In dit plan is er geen plek voor inwoners zelf." in text_of(bureau, MANAGE)
