"""A list page of the product beside the bare list of the same rows and as many bytes: CPU of either server."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from benchmarks._serving import BareServer, Fetched, Installed, cost, interleaved, line
from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from tests.reliability.post_office import application
from tests.reliability.voters import signed_in_as
from tests.support.server import LiveServer, serving

MEMBER = 12
"""Somebody of the demonstration who is in a group."""
VISITOR, SIGNED_IN, CHANGED = "for a visitor", "for who signed in", "after a commit"
COMMIT = sa.text("UPDATE people SET totp_last_step = totp_last_step + 1 WHERE id = 1")


@dataclass(frozen=True)
class ListPage:
    """A page that lists rows, and the select that the bare list does: address and title first."""

    path: str
    query: str


@dataclass(frozen=True)
class Beside:
    """Medians: bytes of either page, CPU milliseconds per request of the bare list, and by who asks those of the page
    with the rounds' own ratio: for a visitor and for who signed in while nothing changes, and, for who signed in, when
    something was committed just before."""

    size: int
    bare: float
    of: dict[str, tuple[float, float]]


@contextmanager
def product(url: str, storage: Path) -> Iterator[LiveServer]:
    with serving(url, storage, kind=Installed, REGIODIALOOG_DEMO="1", REGIODIALOOG_LOG_LEVEL="WARNING") as server:
        yield server


def beside(server: LiveServer, lists: dict[str, ListPage], requests: int, rounds: int) -> dict[str, Beside]:
    """Each list of the running product beside its bare list on the same database, in turns."""
    found = {}
    engine, cookie = sa.create_engine(server.database_url), member(server)
    with line(server.port) as visitor:
        sizes = {name: len(visitor.get(one.path).body) for name, one in lists.items()}
        with bare(server, {name: ((one.query,), sizes[name]) for name, one in lists.items()}) as other:
            for name, one in lists.items():
                with line(other.port) as reader:
                    theirs = partial(reader.get, f"/bare/{name}")
                    asking = {
                        VISITOR: partial(visitor.get, one.path),
                        SIGNED_IN: (mine := partial(visitor.get, one.path, Cookie=cookie)),
                        CHANGED: partial(after_a_commit, engine, mine),
                    }
                    assert len(theirs().body) == sizes[name]
                    plain = partial(cost, other, theirs, requests)
                    costs = {who: partial(cost, server, each, requests) for who, each in asking.items()}
                    for each in (plain, *costs.values()):
                        each()
                    taken = {who: interleaved(each, plain, rounds) for who, each in costs.items()}
                    of = {who: (made, ratio) for who, (made, _plain, ratio) in taken.items()}
                    found[name] = Beside(sizes[name], taken[VISITOR][1], of)
    engine.dispose()
    return found


def member(server: LiveServer) -> str:
    """The header Cookie of somebody who is in a group."""
    with application(server.database_url, server.storage) as app, app.test_request_context():
        return signed_in_as(app, db.session.get_one(Person, MEMBER))


def after_a_commit(engine: sa.Engine, ask: Callable[[], Fetched]) -> Fetched:
    """What is asked for just after something was committed: nothing of it is on the shelf."""
    with engine.begin() as connection:
        assert connection.execute(COMMIT).rowcount == 1
    return ask()


@contextmanager
def bare(server: LiveServer, lists: Mapping[str, tuple[Sequence[str], int]]) -> Iterator[LiveServer]:
    """Bare lists, by their names the selects and the bytes, from the database of that server."""
    storage = server.storage.parent / "bare"
    storage.mkdir()
    settings = {"BARE_URL": server.database_url, "BARE_LISTS": json.dumps(lists), "REGIODIALOOG_DEMO": "1"}
    other = BareServer(server.database_url, storage, settings)
    other.start()
    try:
        yield other
    finally:
        other.kill()
