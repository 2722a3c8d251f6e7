"""The demonstration on each of the two databases, both keeping their promises to the disk."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.reliability.installation import demo_database
from tests.support import postgres
from tests.support.database import Databases

KINDS = ("sqlite", "postgresql")


@contextmanager
def databases(kind: str) -> Iterator[tuple[Databases, Path]]:
    """Empty databases of a kind, and a folder that goes away with them."""
    server = postgres.start(durable=True) if kind == "postgresql" else None
    try:
        with tempfile.TemporaryDirectory() as folder:
            yield Databases(kind, Path(folder), server), Path(folder)
    finally:
        if server is not None:
            server.stop()


@contextmanager
def demo_on(kind: str) -> Iterator[tuple[str, Path]]:
    """URL and storage of the demonstration on a database of a kind."""
    with databases(kind) as (found, folder):
        storage = folder / "storage"
        yield demo_database(storage, postgres=found.server), storage
