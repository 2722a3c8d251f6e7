"""What everybody, or all of the bureau, reads of a group is made once while nothing changes: the same for the next one,
and for nobody whom the page itself does not let in."""

import pytest
from flask import Flask, g

from regiodialoog.core.web.shelf import Shelf
from tests.accounts.people import become, someone, staff
from tests.groups.conftest import Table
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.database import count_queries

ROOM = "/beheer/groepen/fietspaden"
PART = {"HX-Request": "true"}


@pytest.fixture
def state(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The shelf of a server, of which the test says when something was committed: it counts within one transaction."""
    states = ["1"]

    def look() -> None:
        g.state_of_data = states[-1]

    monkeypatch.setitem(app.extensions, "shelf", (Shelf(), None))
    monkeypatch.setitem(app.before_request_funcs, None, [look, *app.before_request_funcs[None]])
    return states


def asked(client: HouseClient, path: str, **headers: str) -> tuple[int, str]:
    with count_queries() as queries:
        answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return len(queries), answer.text


@pytest.mark.parametrize("headers", [{}, PART], ids=["whole", "part"])
def test_the_room_of_a_group_is_made_once_for_all_of_the_bureau(
    state: list[str], table: Table, bureau: HouseClient, app: Flask, headers: dict[str, str]
) -> None:
    table.fill(), table.sign_up()
    first, before = asked(bureau, ROOM, **headers)
    colleague = app.test_client()
    assert isinstance(colleague, HouseClient)
    become(colleague, staff())
    for client in (bureau, colleague):
        count, again = asked(client, ROOM, **headers)
        assert count < first
        assert "Deelnemer" in again
        assert again == before or client is colleague, "whose name stands in the head of the page"


def test_a_commit_shows_at_once(state: list[str], table: Table, bureau: HouseClient) -> None:
    for path in (ROOM, table.path + "/groep", table.path + "/groep/samenstelling"):
        asked(bureau, path)
    table.fill()
    state.append("2")
    assert "Deelnemer" in text_of(bureau, ROOM)
    assert "Deelnemer" in asked(bureau, ROOM, **PART)[1]
    assert "1 van" in text_of(bureau, table.path + "/groep")


def test_nobody_else_gets_it_off_the_shelf(state: list[str], table: Table, bureau: HouseClient, app: Flask) -> None:
    sits = table.fill()
    for headers in ({}, PART):
        asked(bureau, ROOM, **headers)
    passer_by, member = app.test_client(), app.test_client()
    assert isinstance(member, HouseClient)
    become(member, sits.person)
    for headers in ({}, PART):
        assert member.get(ROOM, headers=headers).status_code == 403
        assert passer_by.get(ROOM, headers=headers).status_code in (200, 302, 303, 401)
        assert sits.person.name not in passer_by.get(ROOM, headers=headers).text


def test_the_page_of_a_group_stays_each_readers_own(
    state: list[str], table: Table, bureau: HouseClient, app: Flask
) -> None:
    """Names for who sits there, the way in for who does not, and the counts of the bureau for the bureau."""
    sits, path = table.fill(), table.path + "/groep"
    stranger, member = app.test_client(), app.test_client()
    assert isinstance(stranger, HouseClient)
    assert isinstance(member, HouseClient)
    become(member, sits.person)
    become(stranger, someone("Voorbijganger", "voorbij@example.nl"))
    for _ in range(2):
        for client, named, way_in in ((bureau, True, True), (member, True, False), (stranger, False, True)):
            html = text_of(client, path)
            assert (sits.person.name in html) is named
            assert (f'href="{table.path}/aanmelden"' in html) is way_in
            assert "1 van" in html
        for client, sees in ((bureau, True), (member, False), (stranger, False)):
            assert ("U ziet alle aantallen" in text_of(client, f"{path}/samenstelling")) is sees
