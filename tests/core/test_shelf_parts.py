"""Of a page that is made for one reader, the list that says the same to everybody comes off the shelf."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.pool import NullPool

from regiodialoog.accounts.models import Person
from regiodialoog.core import policy
from regiodialoog.core.db import db, transaction
from regiodialoog.core.web import shelf
from regiodialoog.feasibility import actions
from regiodialoog.feasibility.models import RuleKind
from tests.accounts.people import become, staff
from tests.core.test_shelf import served, url  # noqa: F401 - fixtures
from tests.support.client import HouseClient
from tests.support.database import count_queries

BOARD = "/plaatsing"
PAGES = ("/voorstellen", BOARD, "/haalbaarheid")


@pytest.fixture
def member(served: Flask) -> HouseClient:  # noqa: F811
    """The bureau, signed in."""
    with served.test_request_context(), transaction():
        actions.set_rule(RuleKind.BUREAU, reason="Eén raad is genoeg.")
        number = staff().id
    made = served.test_client()
    assert isinstance(made, HouseClient)
    with served.test_request_context():
        become(made, db.session.get_one(Person, number))
    return made


@pytest.fixture
def passer_by(served: Flask) -> HouseClient:  # noqa: F811
    """Somebody without an account who chose a language once."""
    made = served.test_client()
    assert isinstance(made, HouseClient)
    made.get("/?taal=nl")
    return made


def asked(client: HouseClient, path: str = BOARD, **headers: str) -> tuple[int, str]:
    with count_queries() as queries:
        answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return len([one for one in queries if "pg_current_snapshot" not in one]), answer.text


def soon(found: Callable[[], bool]) -> bool:
    """PostgreSQL counts the transactions of a whole server: while another test commits, nothing is kept."""
    return any(found() for _ in range(30))


@pytest.mark.parametrize("path", PAGES)
def test_the_list_is_made_once_for_all_who_get_a_page_of_their_own(
    member: HouseClient, passer_by: HouseClient, path: str
) -> None:
    whole, before = asked(member, path)
    assert soon(lambda: asked(member, path)[0] <= whole - 2)
    assert soon(lambda: asked(passer_by, path)[0] <= whole - 3), "who is nobody need not be looked for either"
    assert asked(member, path)[1] == before


@pytest.mark.parametrize("path", PAGES)
def test_the_part_that_htmx_asks_for_is_made_once_as_well(member: HouseClient, path: str) -> None:
    part = {"HX-Request": "true"}
    whole, before = asked(member, path, **part)
    assert "<h1" not in before
    assert soon(lambda: asked(member, path, **part)[0] <= whole - 2)
    assert asked(member, path, **part)[1] == before
    assert "<h1" in asked(member, path)[1]


def test_what_only_some_may_see_stays_theirs_whoever_came_first(member: HouseClient, passer_by: HouseClient) -> None:
    for _ in range(2):
        assert "/beheer/plaatsing" in asked(member)[1]
        assert "/beheer/plaatsing" not in asked(passer_by)[1]
        assert "Eén raad is genoeg." in asked(passer_by)[1]


def test_a_commit_shows_at_once_to_all(served: Flask, member: HouseClient, passer_by: HouseClient) -> None:  # noqa: F811
    asked(member), asked(passer_by)
    for reason in ("Twee raden.", "Alle raden."):
        with served.test_request_context(), transaction():
            actions.set_rule(RuleKind.BUREAU, reason=reason)
        assert reason in asked(member)[1]
        assert reason in asked(passer_by)[1]


def test_what_is_committed_while_a_page_is_made_is_not_missed_by_the_next(
    served: Flask,  # noqa: F811
    member: HouseClient,
    url: str,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On SQLite a page sees what there was at its first query: what came after that belongs to another state."""
    asked(member)
    with served.test_request_context(), transaction():  # what lies there is of before this
        actions.set_rule(RuleKind.BUREAU, reason="Twee raden.")
    real, others = shelf.the_same_for_all, sa.create_engine(url, poolclass=NullPool)

    def meanwhile(name: str, make: Callable[[], str]) -> object:
        with others.begin() as connection:
            connection.execute(sa.text("UPDATE placement_rules SET reason = 'Alle raden.'"))
        return real(name, make)

    with monkeypatch.context() as once:
        once.setattr(shelf, "the_same_for_all", meanwhile)
        asked(member)
    assert "Alle raden." in asked(member)[1]
    others.dispose()


def test_each_language_and_each_question_has_its_own(member: HouseClient) -> None:
    assert soon(lambda: "Alle thema" in asked(member)[1])
    member.get("/?taal=en")
    assert "All themes" in asked(member)[1]
    assert asked(member, f"{BOARD}?thema=bestaat-niet")[0] > 2
    assert asked(member, f"{BOARD}?pagina=2")[0] > 2


def test_a_part_for_everybody_is_made_as_for_nobody(member: HouseClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also by mistake: what is asked about rights in there is answered as to a visitor."""
    seen: list[tuple[bool, bool]] = []
    real = shelf.as_nobody

    def looking() -> object:
        before = policy.current_actor().is_authenticated
        with real():
            seen.append((before, policy.current_actor().is_authenticated))
        assert policy.current_actor().is_authenticated
        return real()

    monkeypatch.setattr(shelf, "as_nobody", looking)
    asked(member)
    assert set(seen) == {(True, False)}
