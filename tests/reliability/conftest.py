"""Where the tests of this folder get their installations from."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.installation import Stored, demo_database
from tests.reliability.post_office import PostOffice
from tests.reliability.sink import sink
from tests.support.database import Databases
from tests.support.server import LiveServer, serving


@pytest.fixture(scope="session")
def kills() -> int:
    """How many times to kill, per test and database. ``KILLS=50 ./dev test tests/reliability`` for a long night."""
    return int(os.environ.get("KILLS", "2"))


@pytest.fixture
def durable_demo(durable_databases: Databases, demo_loaded: Path, tmp_path: Path) -> Iterator[LiveServer]:
    """The demonstration on a database that keeps its promises to the disk, served by gunicorn; not shared."""
    storage = tmp_path / "storage"
    url = demo_database(storage, loaded=demo_loaded, postgres=durable_databases.server)
    with serving(url, storage, REGIODIALOOG_DEMO="1", REGIODIALOOG_LOG_LEVEL="WARNING") as live:
        yield live


@pytest.fixture
def stored(durable_demo: LiveServer) -> Iterator[Stored]:
    found = Stored(durable_demo.database_url)
    yield found
    found.close()


@pytest.fixture
def post_office(durable_databases: Databases, tmp_path: Path) -> Iterator[PostOffice]:
    """An empty installation with a mail server beside it, on a database that keeps its promises to the disk."""
    with sink() as (found, mail_url):
        office = PostOffice(durable_databases.new(), tmp_path, found, mail_url)
        yield office
        office.stored.close()
