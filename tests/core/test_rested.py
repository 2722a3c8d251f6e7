"""A connection that lay still is tried before it is used: the server may have been started anew meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.pool import NullPool

from regiodialoog.core import db
from tests.conftest import dispose, make_app, settings_for
from tests.support.database import Databases

pytestmark = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
ANEW = {"Cookie": "x=1"}  # whose pages are made anew
HANG_UP = sa.text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    made = databases.new()
    yield made
    databases.drop(made)


@pytest.fixture
def served(url: str, tmp_path: Path) -> Iterator[Flask]:
    made = make_app(settings_for(url, tmp_path / "storage", testing=False))
    yield made
    dispose(made)


def _look(app: Flask) -> int:
    return app.test_client(use_cookies=False).get("/organisaties", headers=ANEW).status_code


def _hang_up(url: str) -> None:
    with sa.create_engine(url, poolclass=NullPool).connect() as connection:
        assert connection.execute(HANG_UP).all()


def test_who_comes_after_the_server_was_started_anew_sees_nothing_of_it(
    served: Flask, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "REST", 0.0)
    assert _look(served) == 200
    _hang_up(url)
    assert _look(served) == 200


def test_a_connection_that_was_just_used_is_taken_as_it_is_and_fails_once(
    served: Flask, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "REST", 3600.0)
    assert _look(served) == 200
    _hang_up(url)
    assert [_look(served), _look(served)] == [500, 200]
