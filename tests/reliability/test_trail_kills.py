"""A worker that is killed while it seals: the trail is whole, without a gap, with nothing in it twice."""

import random
import time

import pytest
import sqlalchemy as sa

from regiodialoog.audit import listeners
from regiodialoog.core.db import db
from tests.audit.happened import checked, many
from tests.reliability.installation import Stored
from tests.reliability.post_office import Worker, application, wait_for

pytestmark = pytest.mark.slow
LINES = "SELECT count(*) FROM trail_lines"
PER_KILL = 3000


def seal_under_fire(url: str, storage, *, kills: int, seed: int) -> tuple[int, int]:
    """Kill a worker that seals, at random moments, that often. Answers the events and how often it was in the middle.

    Whatever a kill leaves is looked at before the next one: lines and seals must fit every time.
    """
    chance, stored, halfway = random.Random(seed), Stored(url), 0
    with application(url, storage) as app, app.app_context():
        for _ in range(kills):
            many(PER_KILL)
            before, wanted = stored.one(LINES), stored.one("SELECT count(*) FROM audit_events WHERE public")
            worker = Worker(url, storage, "")
            wait_for(lambda before=before: _lines(stored) > before)  # type: ignore[misc]
            time.sleep(chance.uniform(0, 0.3))
            worker.kill()
            found = checked().lines
            halfway += before < found < wanted
        while listeners.seal_some():
            pass
        whole = checked().lines
        db.session.remove()
    stored.close()
    return whole, halfway


def _lines(stored: Stored) -> int:
    try:
        return int(stored.one(LINES))
    except sa.exc.OperationalError:  # SQLite is locked for a moment
        return 0


def test_a_worker_that_is_killed_while_it_seals_leaves_the_trail_whole(durable_databases, tmp_path, kills):
    url = durable_databases.new()
    events, halfway = seal_under_fire(url, tmp_path, kills=max(2, kills // 3), seed=6962)
    print(f"\n{durable_databases.backend}: {events} events; {halfway} of the kills came in the middle")
    stored = Stored(url)
    assert stored.one("SELECT count(*) FROM audit_events WHERE public") == events
    assert stored.all("SELECT min(n), max(n), count(DISTINCT audit_event_id) FROM trail_lines") == [(1, events, events)]
    stored.close()


def test_two_workers_seal_every_event_once(durable_databases, tmp_path):
    url = durable_databases.new()
    with application(url, tmp_path) as app, app.app_context():
        many(800)
        workers = [Worker(url, tmp_path, "") for _ in range(2)]
        try:
            wait_for(lambda: _sealed(800))
        finally:
            for worker in workers:
                worker.kill()
        assert checked().lines == 800
        db.session.remove()


def _sealed(count: int) -> bool:
    found = db.session.execute(sa.text(LINES)).scalar_one()
    db.session.remove()
    return bool(found == count)
