"""The ground under the other tests: that their fixtures do what they promise."""

import dataclasses
import os
import subprocess
import tempfile
import types
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask, g

from regiodialoog.core import clock
from regiodialoog.core.db import db, separately, transaction
from regiodialoog.core.web.idempotency import SpentKey
from regiodialoog.dialogues.models import Theme
from regiodialoog.organisations.models import Municipality
from tests.conftest import NOON
from tests.dialogues.conftest import Talk, laid_talk, talk
from tests.organisations.region import Small, small, small_region
from tests.proposals.conftest import group, laid_group
from tests.proposals.look import Group
from tests.support import postgres
from tests.support.database import Databases, count_queries, everything_rolled_back
from tests.support.laid import ground_of

__all__ = ["group", "small", "talk"]


def _keys() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(SpentKey)) or 0


def _key(name: str) -> SpentKey:
    return SpentKey(owner="test", endpoint="test", key=name)


def test_the_database_is_the_one_that_the_test_says(session, backend):
    version = {"sqlite": "select sqlite_version()", "postgresql": "show server_version"}[backend]
    found = session.execute(sa.text(version)).scalar_one()
    assert found.startswith("18." if backend == "postgresql" else "3.")


def test_nothing_of_a_test_is_left_after_it(app: Flask):
    with everything_rolled_back(app) as session:
        session.add(_key("added"))
        session.commit()
        with separately() as other:
            other.add(_key("added separately"))
        session.add(_key("taken back"))
        session.flush()
        session.rollback()
        assert _keys() == 2
    with everything_rolled_back(app):
        assert _keys() == 0


def test_a_test_that_fails_in_the_database_leaves_it_clean(app: Flask):
    with pytest.raises(sa.exc.IntegrityError), everything_rolled_back(app) as session:
        session.execute(sa.insert(SpentKey), [{"owner": "a", "endpoint": "b", "key": "c", "location": ""}] * 2)
    with everything_rolled_back(app):
        assert _keys() == 0


def test_a_fresh_application_commits_for_real(fresh_app: Flask):
    with fresh_app.app_context(), transaction() as session:
        session.add(_key("kept"))
    with fresh_app.app_context():
        assert _keys() == 1


def test_every_fresh_database_is_empty_and_of_its_own(databases: Databases):
    first, second = databases.new(), databases.new()
    assert first != second
    for url in (first, second):
        engine = sa.create_engine(url)
        assert "spent_keys" in sa.inspect(engine).get_table_names()
        engine.dispose()
        databases.drop(url)


def test_requests_of_the_client_do_not_share_what_belongs_to_one_request(client, session):
    g.left_behind = True
    assert client.get("/health").status_code == 200
    assert "request_id" not in g


def test_queries_are_counted(client, session):
    with count_queries() as queries:
        client.get("/ready")
    assert len(queries) >= 1, queries
    with count_queries() as queries:
        client.get("/health")
    assert len(queries) == 0, queries


def test_a_durable_postgresql_waits_for_the_disk(durable_databases: Databases, backend):
    engine = sa.create_engine(durable_databases.new())
    with engine.connect() as connection:
        if backend == "postgresql":
            assert connection.execute(sa.text("show fsync")).scalar_one() == "on"
            assert connection.execute(sa.text("show synchronous_commit")).scalar_one() == "on"
            kept = Path(connection.execute(sa.text("show data_directory")).scalar_one())
            assert not kept.is_relative_to(postgres.MEMORY)
        assert connection.execute(sa.select(sa.func.count()).select_from(SpentKey)).scalar_one() == 0
    engine.dispose()


def test_what_a_server_left_is_swept_up_when_its_owner_is_gone(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(postgres, "MEMORY", tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen(["true"])
    gone.wait()
    left, kept = (tmp_path / f"{postgres.PREFIX}{name}" for name in ("left", "kept"))
    for folder, owner in ((left, gone.pid), (kept, os.getpid())):
        (folder / "data").mkdir(parents=True)
        (folder / "owner").write_text(str(owner))
    postgres.sweep()
    assert (left.exists(), kept.exists()) == (False, True)


def test_a_killed_server_comes_back_with_what_it_kept(live_server):
    def ready() -> int:
        with urllib.request.urlopen(f"{live_server.url}/ready", timeout=10) as answer:
            return answer.status

    assert ready() == 200
    live_server.kill()
    with pytest.raises(urllib.error.URLError):
        ready()
    live_server.start()
    assert ready() == 200


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_stands_on_is_there_again_as_it_was_laid(small: Small, session, time):
    assert [place.name for place in small.places] == ["Zuiderdorp", "Ámstelstad", "beekdal"]
    assert small.themes[2].part is small.second
    assert all(place in session for place in small.places)
    small.places.pop()
    small.places[0].name = "Anders"
    session.flush()


def test_who_does_not_ask_for_it_stands_on_nothing(session):
    assert session.scalars(sa.select(Municipality)).all() == []


def test_what_stands_on_another_thing_is_there_with_it(group: Group, talk: Talk, small: Small, session, request):
    assert group.theme is talk.theme
    assert talk.region.places == small.places
    assert {row.municipality for row in talk.theme.municipalities} == set(small.places[:2])
    top = ground_of(request)
    assert top
    assert [layer.build for layer in top.layers] == [small_region, laid_talk, laid_group]
    assert clock.now() == NOON


def test_a_thing_on_which_another_can_stand_is_there_without_it(talk: Talk, session):
    assert [theme.title for theme in session.scalars(sa.select(Theme))] == [talk.theme.title] == ["Fietspaden"]


def test_a_test_stands_on_one_thing(request, monkeypatch, small: Small):
    other = ground_of(request)
    assert other
    definitions = request.node._fixtureinfo.name2fixturedefs
    second = types.SimpleNamespace(func=types.SimpleNamespace(ground=dataclasses.replace(other, build=print)))
    monkeypatch.setitem(definitions, "second", [second])
    with pytest.raises(ValueError, match="stands on"):
        ground_of(request)
