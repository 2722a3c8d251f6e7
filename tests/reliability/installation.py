"""An installation with the demonstration in it, and what is stored there, read past the application."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from tests.support import nursery, server
from tests.support.postgres import Server


class Stored:
    """Looks into a database from outside. On SQLite nothing stays open: a killed server's file is its own to mend."""

    def __init__(self, url: str) -> None:
        self.url = url
        if url.startswith("sqlite"):
            self.engine = sa.create_engine(url, poolclass=NullPool, connect_args={"timeout": 0.05})
        else:
            self.engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")

    def close(self) -> None:
        self.engine.dispose()

    def all(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(query), values)]

    def one(self, query: str, **values: Any) -> Any:
        return self.all(query, **values)[0][0]


def load_demo(url: str, storage: Path) -> None:
    """``regiodialoog demo --load-only`` into an empty database."""
    storage.mkdir(parents=True, exist_ok=True)
    run("demo", "--load-only", env=server.environment(url, storage, REGIODIALOOG_DEMO="1"))


def run(*arguments: str, env: Mapping[str, str]) -> str:
    """A command of the product, to its end."""
    done = nursery.run(*arguments, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def demo_database(storage: Path, *, loaded: Path | None = None, postgres: Server | None = None) -> str:
    """A fresh database with the demonstration: SQLite in ``storage`` (a copy of ``loaded`` if given) or PostgreSQL."""
    if postgres is not None:
        storage.mkdir(parents=True, exist_ok=True)
        return postgres.copy_of(postgres.template("demo", lambda url: load_demo(url, storage)))
    if loaded is not None:
        shutil.copytree(loaded, storage)
    else:
        load_demo("", storage)
    return f"sqlite:///{storage / 'regiodialoog.db'}"
