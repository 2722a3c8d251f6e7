"""The main job in a real browser, with and without JavaScript: from signing up to a project that does the proposal.

Without JavaScript it is told under fire: server and worker are killed at random moments of it (``KILLS``, see
``tests/reliability``), and all comes out the same.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import func, select

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.db import Model, db
from tests.journeys.chain import advising, choosing, joining, path, placing, programming, studying, writing
from tests.journeys.chain.added import ADDED
from tests.journeys.chain.fire import FORMS, WorldUnderFire, under_fire
from tests.journeys.chain.stage import Stage
from tests.journeys.chain.world import World
from tests.reliability.installation import demo_database, run
from tests.support.browser import Kinds
from tests.support.database import Databases
from tests.support.server import LiveServer, environment

pytestmark = pytest.mark.browser
STEPS = (
    *joining.STEPS,
    *writing.STEPS,
    *choosing.STEPS,
    *advising.STEPS,
    *placing.STEPS,
    *studying.STEPS,
    *programming.STEPS,
    *path.STEPS,
)
VERIFIER = Path(__file__).resolve().parents[2] / "tools" / "verify.py"
KILLS = int(os.environ.get("KILLS", "2"))
# The story is long, and the other telling stands on SQLite.
FIRED_AT = ["sqlite", "postgresql"] if KILLS >= 10 else ["postgresql"]
# What is tidied up when it is old, or depends on when the worker came by, or on how often somebody signed in.
NOT_OF_THE_STORY = {
    "accounts.person_signed_in",
    "audit_events",
    "groups.answers_cleared",
    "consents",
    "eligibilities",
    "groups.draw_file_withdrawn",
    "groups.invitation_expired",
    "jobs",
    "outbox_messages",
    "rate_counters",
    "sign_in_tokens",
    "spent_keys",
    "trail_lines",
    "trail_seals",
}


@pytest.fixture
def fired_at(
    durable_databases: Databases, demo_loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WorldUnderFire]:
    storage = tmp_path / "storage"
    url = demo_database(storage, loaded=demo_loaded, postgres=durable_databases.server)
    with under_fire(url, storage, monkeypatch, KILLS) as world:
        yield world


def rows(world: World) -> dict[str, int]:
    """How many rows there are in every table, and lines in the log of every kind."""
    with world.app.app_context():
        db.session.rollback()
        tables = Model.metadata.tables.items()
        kept = {name: db.session.scalar(select(func.count()).select_from(table)) or 0 for name, table in tables}
        told = db.session.execute(select(AuditEvent.kind, func.count()).group_by(AuditEvent.kind))
        return {name: count for name, count in [*kept.items(), *told] if name not in NOT_OF_THE_STORY}


def plays(world: World, browser: Browser, kinds: Kinds, *, javascript: bool) -> dict[str, int]:
    """Tell the whole story; returns what there is more of afterwards, and how much."""
    before = rows(world)
    with ExitStack() as leaving:
        stage = Stage(world, browser, javascript, leaving, kinds)
        for step in STEPS:
            stage.plays(step)
    return {name: more for name, count in rows(world).items() if (more := count - before.get(name, 0))}


def test_from_signing_up_to_what_became_of_a_proposal(world: World, browser: Browser, kinds: Kinds) -> None:
    assert plays(world, browser, kinds, javascript=True) == ADDED


@pytest.mark.parametrize("backend", FIRED_AT, indirect=True)
def test_the_same_without_javascript_whatever_is_killed(
    fired_at: WorldUnderFire, browser: Browser, kinds: Kinds, backend: str, tmp_path: Path
) -> None:
    """Nothing that was acknowledged is lost, nothing happens twice, and the trail is whole."""
    assert plays(fired_at, browser, kinds, javascript=False) == ADDED
    fire = fired_at.fire
    print(f"\n{backend}: killed {dict(fire.hits)}, {fire.acknowledged} acknowledged all the same, lost {fire.lost}")
    assert fire.lost == []
    assert fire.sent == FORMS
    assert fire.hits.total() == KILLS
    fired_at.rest()
    assert "tidying.failed" not in (fired_at.live.storage / "worker.log").read_text()
    the_trail_is_whole(fired_at.live, tmp_path)


def the_trail_is_whole(live: LiveServer, folder: Path) -> None:
    out = folder / "logboek"
    settings = environment(live.database_url, live.storage, REGIODIALOOG_DEMO="1")
    run("export", "trail", "--out", str(out), env=settings)
    checked = subprocess.run([sys.executable, str(VERIFIER), str(out)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
