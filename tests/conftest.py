"""The fixtures of every test: two real databases, the application, a client, a live server and a browser.

Which to ask for: ``session`` (or ``client``) for nearly everything: each test in a savepoint, on both databases;
``fresh_app`` where real commits matter; ``live_server`` where processes matter; ``page`` for what people see.
"""

import gc
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_sqlalchemy.session import Session
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Page

from regiodialoog.accounts import credentials
from regiodialoog.app import create_app
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.settings import Settings, load_settings
from tests.support import browser as chromium
from tests.support import html, nursery, postgres, server
from tests.support.client import HouseClient
from tests.support.database import Databases, everything_rolled_back
from tests.support.laid import ground_of

NOON = datetime(2026, 9, 14, 10, 0, tzinfo=UTC)  # noon in the region, a Monday
ROOT = Path(__file__).resolve().parents[1]


# ── the run ──────────────────────────────────────────────────────────────────


def pytest_configure() -> None:
    """A test sees none of the settings of whoever runs it."""
    for name in list(os.environ):
        if name.startswith("REGIODIALOOG_") and name not in server.OWN:
            del os.environ[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first: whoever is left with one at the end lets the other process wait."""
    slow = {item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Where Python looks for what can go: not in what was read and collected, which stays; in what is young, often; in
    all the rest, seldom and at the end of the run. It looked through everything every eighty tests, for a second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5000, 10, 100)


def pytest_unconfigure(config: pytest.Config) -> None:
    html.stop_validator()
    nursery.close()
    if not hasattr(config, "workerinput"):
        factory: pytest.TempPathFactory | None = getattr(config, "_tmp_path_factory", None)
        if factory is not None and factory._basetemp is not None:
            postgres.stop_shared(factory._basetemp)
    gc.freeze()  # the end of the process looks through all that it holds, for a second, and frees what is gone anyway


@pytest.fixture(scope="session")
def meeting_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this test run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real data. Tests that need it skip where it is absent, and fail where it must be there."""
    folder = Path(os.environ.get("REGIODIALOOG_SHARED", "../shared"))
    folder = folder if folder.is_absolute() else ROOT / folder
    if not (folder / "data").is_dir():
        if os.environ.get("REGIODIALOOG_REQUIRE_SHARED"):
            pytest.fail(f"The shared data is absent: {folder}. Set REGIODIALOOG_SHARED.")
        pytest.skip("the shared data is absent; set REGIODIALOOG_SHARED")
    return folder


# ── time ─────────────────────────────────────────────────────────────────────


@pytest.fixture
def noon() -> Iterator[datetime]:
    """Time stands still at Monday 14 September 2026, 12:00 in the region."""
    with clock.at(NOON):
        yield NOON


# ── passwords ────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hashing a password shall cost a guesser much, and the tests little."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(credentials, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        patch.setattr(credentials, "_NOBODYS", credentials._nobodys_hash())
        yield


# ── templates ────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session", autouse=True)
def compiled_templates(meeting_place: Path) -> Iterator[None]:
    """Every application of this test run compiles a template only if none did before."""
    folder = meeting_place / "templates"
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Flask.jinja_options, "bytecode_cache", FileSystemBytecodeCache(str(folder)))
        yield


# ── databases ────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def postgres_server(meeting_place: Path) -> postgres.Server:
    """The PostgreSQL 18 of this test run, without waiting for the disk."""
    return postgres.shared(meeting_place, _run_pid())


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Which database. For one only: ``@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)``."""
    kind: str = request.param
    return kind


@pytest.fixture(scope="session")
def databases(backend: str, meeting_place: Path, request: pytest.FixtureRequest) -> Databases:
    """Fresh migrated databases of this kind: ``databases.new()`` gives a URL."""
    found: postgres.Server | None = None
    if backend == "postgresql":
        found = request.getfixturevalue("postgres_server")
    return Databases(backend, meeting_place, found)


@pytest.fixture(scope="session")
def durable_postgres(meeting_place: Path) -> postgres.Server:
    """A PostgreSQL 18 of this test run that waits for the disk. Nobody kills the server itself."""
    return postgres.shared(meeting_place, _run_pid(), durable=True)


@pytest.fixture(scope="session")
def durable_databases(backend: str, meeting_place: Path, request: pytest.FixtureRequest) -> Databases:
    """As ``databases``, but keeping every promise to the disk as in production: for tests that kill. SQLite always
    does; PostgreSQL has a server for it (``durable_databases.server``)."""
    server = request.getfixturevalue("durable_postgres") if backend == "postgresql" else None
    return Databases(backend, meeting_place, server)


# ── the application ──────────────────────────────────────────────────────────


def settings_for(url: str, storage: Path, **more: Any) -> Settings:
    """The settings of an application under test; ``more`` by field name."""
    given = {
        "database_url": url,
        "storage": storage,
        "secret_key": server.SECRET,
        "testing": True,
        "quickest_form": 0,
        "log_level": "WARNING",
    }
    return load_settings(**(given | more))


def make_app(settings: Settings) -> Flask:
    app = create_app(settings)
    app.test_client_class = HouseClient
    return app


def dispose(app: Flask) -> None:
    """Leave no connection of this application open."""
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture(scope="session")
def apps() -> Iterator[dict[tuple[str, str], Flask]]:
    """The applications that this process made, by kind of database and what its tests stand on."""
    made: dict[tuple[str, str], Flask] = {}
    yield made
    for each in made.values():
        dispose(each)


@pytest.fixture
def app(
    databases: Databases,
    apps: dict[tuple[str, str], Flask],
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Flask:
    """The application on a database of this process: empty but migrated, or with what a test stands on that asks for a
    fixture of ``laid``. Use it through ``session`` or ``client``."""

    def make(url: str) -> Flask:
        return make_app(settings_for(url, tmp_path_factory.mktemp("storage")))

    ground = ground_of(request)
    kind = (databases.backend, ground.name if ground else "")
    if kind not in apps:
        apps[kind] = make(ground.new(databases, make, dispose) if ground else databases.new())
    return apps[kind]


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """The database session of a test, in an application context; everything is rolled back afterwards."""
    with everything_rolled_back(app) as own:
        yield own


@pytest.fixture
def client(app: Flask, session: Session) -> HouseClient:
    """A visitor without JavaScript. What its requests commit is rolled back after the test."""
    made = app.test_client()
    assert isinstance(made, HouseClient)
    return made


@pytest.fixture
def fresh_app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of this test's own, where commits are real. No application context is open."""
    url = databases.new()
    made = make_app(settings_for(url, tmp_path / "storage"))
    yield made
    dispose(made)
    databases.drop(url)


# ── the real server and the real browser ─────────────────────────────────────


@pytest.fixture
def live_server(databases: Databases, tmp_path: Path) -> Iterator[server.LiveServer]:
    """gunicorn in a process of its own, on a fresh database of each kind."""
    url = databases.new()
    storage = tmp_path / "storage"
    storage.mkdir()
    with server.serving(url, storage) as live:
        yield live
    databases.drop(url)


@pytest.fixture(scope="session")
def demo_loaded(meeting_place: Path) -> Path:
    """A folder with the demonstration as ``regiodialoog demo --load-only --fresh`` leaves it where an older one was,
    which had a table "of_old"; loaded once per test run. Nobody writes into it: take a copy."""
    folder = meeting_place / "demo"
    with postgres.locked(meeting_place / "demo.lock"):
        if not folder.exists():
            loading = meeting_place / "demo-loading"
            shutil.rmtree(loading, ignore_errors=True)
            loading.mkdir()
            with closing(sqlite3.connect(loading / "regiodialoog.db")) as database:
                database.execute("CREATE TABLE of_old (id INTEGER)")
            settings = server.environment("", loading, REGIODIALOOG_DEMO="1")
            loaded = nursery.run("demo", "--load-only", "--fresh", env=settings)
            assert loaded.returncode == 0, loaded.stdout + loaded.stderr
            loading.rename(folder)
    return folder


@pytest.fixture(scope="session")
def demo_app(demo_loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on a copy of the demonstration (SQLite), where the demonstration's own doors are shut."""
    storage = tmp_path_factory.mktemp("demo-app")
    shutil.copytree(demo_loaded, storage, dirs_exist_ok=True)
    app = make_app(settings_for("", storage))
    yield app
    dispose(app)


@pytest.fixture(scope="session")
def demo_server(demo_loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.LiveServer]:
    """The demonstration, served for a whole session: for looking, not for changing what another test looks at."""
    storage = tmp_path_factory.mktemp("demo") / "storage"
    shutil.copytree(demo_loaded, storage)
    with server.serving("", storage, REGIODIALOOG_DEMO="1") as live:
        yield live


@pytest.fixture
def own_demo_server(demo_loaded: Path, tmp_path: Path) -> Iterator[server.LiveServer]:
    """The demonstration, served for this test alone: for journeys."""
    storage = tmp_path / "storage"
    shutil.copytree(demo_loaded, storage)
    with server.serving("", storage, REGIODIALOOG_DEMO="1") as live:
        yield live


@pytest.fixture(scope="session")
def base_url() -> None:
    """Tests name the server they look at; none is meant by default."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium.executable(), "args": chromium.FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "nl-NL",
        "timezone_id": "Europe/Amsterdam",
        "viewport": chromium.WIDE,
        "reduced_motion": "reduce",
    }


@pytest.fixture
def watch(page: Page) -> chromium.Watch:
    """What the browser complained of so far; ``watch.allow(pattern)`` where a complaint is meant."""
    found: chromium.Watch = page.watch
    return found


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page in Chromium. The test fails if its console, its policy or its network had anything to complain of."""
    with chromium.watched(page) as watch:
        page.watch = watch
        yield page


def _run_pid() -> int:
    """The process that began this test run: our own, or that of which we are a worker."""
    return os.getppid() if os.environ.get("PYTEST_XDIST_WORKER") else os.getpid()
