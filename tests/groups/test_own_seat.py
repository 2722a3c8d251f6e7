"""What members declare inside the group, and whose name everybody may read: nobody's, but of who chose that."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from regiodialoog.accounts import actions as accounts
from regiodialoog.api.resources import LISTINGS
from regiodialoog.audit import actions as audit
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.db import db, transaction
from regiodialoog.core.errors import Conflict
from regiodialoog.core.exports import files_of
from regiodialoog.groups import actions
from regiodialoog.groups.models import Seat
from tests.accounts.people import become, someone
from tests.conftest import dispose, make_app, settings_for
from tests.groups.conftest import Table
from tests.groups.standing import holder_of, next_seat, representative, stands_in
from tests.polls.conftest import laid_table
from tests.support.client import HouseClient
from tests.support.database import Databases
from tests.support.pages import check_page, count_queries

GROUP = "/themas/fietspaden/groep"
WORDS = "Ik werk bij een bedrijf dat fietspaden aanlegt."
NAME = "Zeldzame Voornaam"


def text_of(client: HouseClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    check_page(answer)
    return " ".join(answer.get_data(as_text=True).split())


def visit(client: HouseClient, path: str = GROUP) -> str:
    with client.session_transaction() as cookie:
        cookie.clear()
    return text_of(client, path)


def sits(table: Table, name: str = NAME) -> Seat:
    person = someone(name, f"{name.split(maxsplit=1)[0].lower()}@example.nl")
    table.fill(*next_seat(table), person=person)
    return table.seat_of(person.id)


# ── what the group should know ───────────────────────────────────────────────


def test_a_member_declares_in_their_own_words_and_only_the_group_reads_it(table: Table, client: HouseClient) -> None:
    seat, other = sits(table), table.fill(1, 1).person
    become(client, holder_of(seat))
    assert client.submit(f"{GROUP}/belangen", {"declared": WORDS}).status_code == 303
    for inside in (other, table.bureau):
        become(client, inside)
        assert WORDS in text_of(client, GROUP)
    assert WORDS not in visit(client)
    become(client, someone("Buiten", "buiten@example.nl"))
    assert WORDS not in text_of(client, GROUP)
    become(client, holder_of(seat))
    client.submit(f"{GROUP}/belangen", {"declared": ""})
    become(client, other)
    assert WORDS not in text_of(client, GROUP)


def test_only_the_present_text_is_kept_and_events_hold_none(table: Table) -> None:
    seat = sits(table)
    actions.declare(seat, WORDS)
    actions.declare(seat, WORDS)
    actions.declare(seat, "Ik heb een winkel.")
    actions.declare(seat, "")
    rows = db.session.query(AuditEvent).filter(AuditEvent.kind == "groups.declaration_changed").all()
    assert [row.data["present"] for row in rows] == [True, True, False], "the same again is no change"
    assert not [row for row in rows if row.public or "winkel" in str(row.data) or "fietspad" in str(row.data)]
    assert seat.declared == ""


def test_too_long_a_text_is_refused_and_kept_in_the_form(table: Table, client: HouseClient) -> None:
    seat = sits(table)
    become(client, holder_of(seat))
    answer = client.submit(f"{GROUP}/belangen", {"declared": "a" * 501})
    assert answer.status_code == 422
    assert "a" * 501 in answer.get_data(as_text=True)
    assert seat.declared == ""


def test_who_holds_no_seat_says_nothing_there(table: Table, client: HouseClient) -> None:
    seat, _holder, _body = representative(table)
    _row, deputy = stands_in(seat)
    for person in (deputy, table.bureau, someone("Buiten", "buiten@example.nl")):
        become(client, person)
        for path in ("belangen", "mijn-naam"):
            assert client.get(f"{GROUP}/{path}").status_code == 404
            assert client.post(f"{GROUP}/{path}").status_code == 404


# ── whose name everybody reads ───────────────────────────────────────────────


def test_by_default_nobody_outside_reads_a_name(table: Table, client: HouseClient) -> None:
    _seat, holder, body = representative(table)
    become(client, holder)
    assert "checked" not in text_of(client, f"{GROUP}/mijn-naam").split('name="shown"')[1].split(">")[0]
    html = visit(client)
    assert holder.name not in html
    assert body.name in html
    assert "van wie wij de naam niet tonen" not in html
    sits(table)
    assert "En 1 deelnemer van wie wij de naam niet tonen." in visit(client)


def test_a_member_shows_their_name_and_takes_that_back(table: Table, client: HouseClient) -> None:
    seat = sits(table)
    become(client, holder_of(seat))
    assert client.submit(f"{GROUP}/mijn-naam", {"shown": "y"}).status_code == 303
    html = visit(client)
    assert f": <b>{NAME}</b>" in html
    become(client, holder_of(seat))
    client.submit(f"{GROUP}/mijn-naam", {"shown": None})
    assert NAME not in visit(client)
    rows = db.session.query(AuditEvent).filter(AuditEvent.kind == "groups.name_choice_changed").all()
    assert [row.data["shown"] for row in rows] == [True, False]
    assert not [row for row in rows if row.public]


def test_a_name_stands_on_the_page_of_the_group_and_on_no_other_surface(table: Table, client: HouseClient) -> None:
    seat = sits(table)
    actions.show_name(seat, shown=True)
    assert NAME in visit(client)
    audit.seal()
    assert surfaces(client, table) == []
    actions.show_name(seat, shown=False)
    assert surfaces(client, table, GROUP) == []


def surfaces(client: HouseClient, table: Table, *more: str) -> list[str]:
    """Everything that a visitor or a machine reads, and every file, in which the name stands."""
    found = [path for path in (*pages(table), *more) if NAME in client.get(path, follow_redirects=True).text]
    with client.application.test_request_context():
        files = files_of("theme", table.theme.slug)
        told = {name: str(content if isinstance(content, dict) else list(content)) for name, content in files.items()}
    assert told
    return found + [name for name, text in told.items() if NAME in text]


def pages(table: Table) -> Iterator[str]:
    theme = table.path
    yield from ("/", "/zoeken?q=Zeldzame", "/zoeken?q=Voornaam", "/logboek", "/dialogen", theme)
    yield from (f"{theme}/bijeenkomsten", f"{theme}/loting", f"{theme}/stemmingen", f"{theme}/voorstellen")
    yield from (f"{theme}/aanmelden", "/termijnagenda.ics", "/api/v1/openapi.json")
    yield f"/api/v1/dialoogthemas/{table.theme.slug}"
    for listing in LISTINGS:
        yield f"/api/v1{listing.path}?paginaGrootte=100"
        yield f"/api/v1{listing.path}?format=csv"


def test_who_leaves_is_named_and_quoted_nowhere(table: Table, client: HouseClient) -> None:
    seat = sits(table)
    actions.show_name(seat, shown=True)
    actions.declare(seat, WORDS)
    actions.leave(seat, by=holder_of(seat).id, reason="Verhuisd.")
    assert NAME not in visit(client)
    assert (seat.declared, seat.name_shown_since) == ("", None)
    with pytest.raises(Conflict):
        actions.show_name(seat, shown=True)
    with pytest.raises(Conflict):
        actions.declare(seat, WORDS)


def test_an_erased_account_is_named_nowhere(table: Table, client: HouseClient) -> None:
    seat = sits(table)
    actions.show_name(seat, shown=True)
    accounts.erase(holder_of(seat))
    assert "voormalig" not in visit(client).lower()


def test_the_choice_of_one_group_is_not_that_of_another(table: Table, client: HouseClient) -> None:
    """It is kept with the seat: a new seat in the same group begins unticked too."""
    seat = sits(table)
    actions.show_name(seat, shown=True)
    person = seat.person
    actions.leave(seat, by=person.id, reason="Even weg.")
    table.fill(0, 0, person=person)
    assert NAME not in visit(client)


def test_the_page_asks_as_much_for_many_as_for_few(table: Table, client: HouseClient) -> None:
    first = sits(table)
    actions.show_name(first, shown=True)
    visit(client)
    with count_queries() as few:
        visit(client)
    for _n in range(3):
        row = table.fill(*next_seat(table))
        actions.show_name(table.seat_of(row.person_id), shown=True)
    visit(client)
    with count_queries() as many:
        visit(client)
    assert len(few) == len(many)


# ── the shelf ────────────────────────────────────────────────────────────────


@pytest.fixture
def served(databases: Databases, tmp_path: Path, noon: object) -> Iterator[Flask]:
    """The application as it serves: with its shelf of pages for visitors."""
    url = databases.new()
    made = make_app(settings_for(url, tmp_path / "storage", testing=False))
    yield made
    dispose(made)
    databases.drop(url)


def test_a_visitor_sees_at_once_that_a_name_was_taken_back(served: Flask) -> None:
    with served.app_context(), transaction():
        seat = laid_table().seats[0]
        actions.show_name(seat, shown=True)
        number, name = seat.id, seat.person.name
    visitor = served.test_client(use_cookies=False)
    assert isinstance(visitor, HouseClient)
    for _again in range(3):
        assert name in visitor.get(GROUP).text
    with served.app_context(), transaction():
        actions.show_name(db.session.get_one(Seat, number), shown=False)
    assert name not in visitor.get(GROUP).text


def test_the_role_that_came_with_a_place_is_told_as_that(table: Table, client: HouseClient) -> None:
    """By assignment somebody gave it; by a draw, or by one's own answer to an invitation, nobody did."""
    giver, alone = table.fill(0, 0).person, table.sign_up(1, 0)
    actions.assign_seat(table.seat(1, 0), alone, by=None)
    told = "met een plek in de groep."
    for person, says in ((giver, False), (alone.person, True)):
        become(client, person)
        html = text_of(client, "/mijn")
        assert (told in html) is says
        assert "bij het inrichten van deze site" not in html
