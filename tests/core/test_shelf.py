"""A visitor gets the page that the visitor before got, and never one from before the last commit."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.pool import NullPool

from regiodialoog.core import clock
from regiodialoog.core.db import transaction
from regiodialoog.core.web import shelf
from regiodialoog.organisations import actions
from regiodialoog.organisations.models import OrganisationKind
from tests.conftest import dispose, make_app, settings_for
from tests.support.client import HouseClient
from tests.support.database import Databases, count_queries

LIST = "/organisaties"


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    made = databases.new()
    yield made
    databases.drop(made)


@pytest.fixture
def served(url: str, tmp_path: Path, noon: object) -> Iterator[Flask]:
    """The application as it serves: not under test, so with its shelf."""
    made = make_app(settings_for(url, tmp_path / "storage", testing=False))
    with made.app_context(), transaction():
        _add("Wandelclub")
    yield made
    dispose(made)


@pytest.fixture
def visitor(served: Flask) -> HouseClient:
    made = served.test_client(use_cookies=False)  # sends the header Cookie that a test gives, and keeps none
    assert isinstance(made, HouseClient)
    assert b"Wandelclub" in made.get(LIST).data
    return made


def _add(name: str) -> None:
    actions.create_organisation(name, kind=OrganisationKind.COLLECTION)


def asked(client: HouseClient, path: str = LIST, **headers: str) -> int:
    """How much a page asked of the tables."""
    with count_queries() as queries:
        answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return len([one for one in queries if "pg_current_snapshot" not in one])


def is_kept(client: HouseClient, path: str = LIST, **headers: str) -> bool:
    """Whether a page comes off the shelf. PostgreSQL counts the transactions of a whole server: while another test
    commits, a page is made anew, so it is asked for a few times."""
    return any(asked(client, path, **headers) == 0 for _ in range(30))


def test_the_second_visitor_gets_what_the_first_one_got(visitor: HouseClient) -> None:
    assert is_kept(visitor)
    again = visitor.get(LIST)
    anew = visitor.get(LIST, headers={"Cookie": "x=1"})
    assert again.data == anew.data
    own = {"X-Request-ID"}
    assert {k: v for k, v in again.headers if k not in own} == {k: v for k, v in anew.headers if k not in own}


def test_whoever_says_anything_of_themselves_gets_a_page_of_their_own(visitor: HouseClient) -> None:
    assert is_kept(visitor)
    assert asked(visitor, Cookie="x=1") > 0
    assert asked(visitor, Authorization="Bearer x") > 0
    assert asked(visitor, **{"HX-Request": "true"}) > 0
    assert "<html" not in visitor.get(LIST, headers={"HX-Request": "true"}).text
    assert "<html" in visitor.get(LIST).text, "a part of a page is not kept as the page"


def test_another_question_is_another_page(visitor: HouseClient) -> None:
    assert asked(visitor, f"{LIST}?q=wandelclub") > 0
    assert "Wandelclub" not in visitor.get(f"{LIST}?q=bestaat-niet").text
    assert is_kept(visitor, f"{LIST}?q=wandelclub")
    assert asked(visitor, **{"Accept-Encoding": "br"}) > 0
    packed = visitor.get(LIST, headers={"Accept-Encoding": "br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in visitor.get(LIST).headers


def test_a_commit_of_this_process_clears_the_shelf(served: Flask, visitor: HouseClient) -> None:
    with served.app_context(), transaction():
        _add("Zangkoor")
    assert "Zangkoor" in visitor.get(LIST).text


def test_a_commit_that_another_connection_makes_clears_the_shelf(url: str, visitor: HouseClient) -> None:
    """Of the worker, of the command line, of another machine; also one that tells nobody and has no event."""
    engine = sa.create_engine(url, poolclass=NullPool)
    for name in ("Schaakclub", "Damclub"):
        with engine.begin() as connection:
            connection.execute(sa.text("UPDATE organisations SET name = :name"), {"name": name})
            assert name not in visitor.get(LIST).text, "not yet committed"
        assert name in visitor.get(LIST).text
        assert is_kept(visitor)
    engine.dispose()


def test_a_commit_of_another_process_clears_the_shelf(url: str, visitor: HouseClient) -> None:
    program = (
        "import sys, sqlalchemy as sa\n"
        "with sa.create_engine(sys.argv[1]).begin() as connection:\n"
        "    connection.execute(sa.text(\"UPDATE organisations SET name = 'Damclub'\"))\n"
    )
    subprocess.run([sys.executable, "-c", program, url], check=True, timeout=60)
    assert "Damclub" in visitor.get(LIST).text


def test_what_began_before_and_ends_after_a_page_was_made_is_seen(url: str, visitor: HouseClient) -> None:
    """The older transaction may commit last: its rows have the lower numbers."""
    engine = sa.create_engine(url, poolclass=NullPool)
    with engine.connect() as slow:
        slow.execute(sa.text("UPDATE organisations SET name = 'Biljartclub'"))
        assert "Wandelclub" in visitor.get(LIST).text
        assert is_kept(visitor)
        slow.commit()
    assert "Biljartclub" in visitor.get(LIST).text
    engine.dispose()


def test_the_clock_alone_clears_it_after_ten_seconds(visitor: HouseClient) -> None:
    assert is_kept(visitor)
    with clock.at(clock.now() + timedelta(seconds=shelf.SECONDS)):
        assert asked(visitor) > 0


def test_what_holds_a_token_or_went_wrong_is_not_kept(served: Flask) -> None:
    kept = served.extensions["shelf"][0]
    for path, status in (("/inloggen", 200), ("/bestaat-niet", 404), ("/organisaties/nergens", 404), ("/mijn", 303)):
        client = served.test_client()
        assert client.get(path).status_code == status
    assert client.get("/api/v1/organisaties").status_code == 200
    assert client.get("/health").status_code == 200
    assert not kept._pages


def test_the_shelf_holds_so_much_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST_BYTES", 100)
    full = shelf.Shelf()
    for n in range(10):
        full.put((str(n),), shelf.Kept("1", b"x" * 30, "text/html", ""))
        full.find(("0",), "1")
    assert set(full._pages) == {("0",), ("8",), ("9",)}, "what was asked for longest ago goes first"
    full.put(("9",), shelf.Kept("1", b"y" * 10, "text/html", ""))
    assert full._bytes == sum(len(one.body) for one in full._pages.values()) == 70
    assert full.find(("8",), "1") is not None


def test_nothing_stays_of_before_the_last_commit() -> None:
    """Whoever was wiped is in no page that the process still holds."""
    full = shelf.Shelf()
    full.put(("a",), shelf.Kept("1", b"Deelnemer", "text/html", ""))
    assert full.fact("b", "1", lambda: "Deelnemer") == "Deelnemer"
    assert full.find(("a",), "2") is None
    assert (full._pages, full._facts, full._bytes) == ({}, {}, 0)
    full.put(("a",), shelf.Kept("2", b"Iemand", "text/html", ""))
    full.put(("c",), shelf.Kept("3", b"Niemand", "text/html", ""))
    assert set(full._pages) == {("c",)}
    assert full._bytes == len(b"Niemand")


def test_nothing_is_kept_under_test(fresh_app: Flask) -> None:
    assert "shelf" not in fresh_app.extensions


def test_many_visitors_at_once_get_whole_pages(served: Flask) -> None:
    def look(n: int) -> bytes:
        client = served.test_client()
        return bytes(client.get(LIST if n % 2 else "/").data)

    with ThreadPoolExecutor(8) as crowd:
        pages = set(crowd.map(look, range(60)))
    assert len(pages) == 2
