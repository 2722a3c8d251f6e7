"""Migrated databases for tests: a template made once per test run, copies of it, and a savepoint per test."""

import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, Engine, event

from regiodialoog.app import create_app
from regiodialoog.cli.database import migrate as upgrade
from regiodialoog.core.db import db
from regiodialoog.settings import load_settings
from tests.support import postgres
from tests.support.postgres import Server


def migrate(url: str) -> None:
    """Bring an empty database to the newest migration, as ``regiodialoog db upgrade`` does."""
    with tempfile.TemporaryDirectory() as storage:
        app = create_app(load_settings(database_url=url, storage=Path(storage), secret_key="x" * 40, testing=True))
        upgrade(app)
        with app.app_context():
            db.engine.dispose()


class Databases:
    """Fresh, migrated databases of one kind: a file copy on SQLite and a TEMPLATE copy on PostgreSQL."""

    def __init__(self, backend: str, folder: Path, server: Server | None = None) -> None:
        self.backend = backend
        self.folder = folder
        self.server = server

    def new(self) -> str:
        """The SQLAlchemy URL of a database of its own, with every table and no row."""
        if self.server is not None:
            return self.server.copy_of(self.server.template("migrated", migrate))
        return self._copy_of(self._file_template("migrated", migrate))

    def filled(self, name: str, fill: Callable[[str], None]) -> str:
        """The same with the rows of ``fill(url)``, which is called once per test run for each name."""
        if self.server is not None:
            migrated = self.server.template("migrated", migrate)
            return self.server.copy_of(self.server.template(name, fill, migrated))
        migrated_file = self._file_template("migrated", migrate)
        return self._copy_of(self._file_template(name, fill, migrated_file))

    def drop(self, url: str) -> None:
        if self.server is not None:
            self.server.drop_database(url)
            return
        path = url.removeprefix("sqlite:///")
        for suffix in ("", "-wal", "-shm"):
            Path(path + suffix).unlink(missing_ok=True)

    def _copy_of(self, template: Path) -> str:
        copy = self.folder / f"{uuid.uuid4().hex}.db"
        shutil.copyfile(template, copy)
        return f"sqlite:///{copy}"

    def _file_template(self, name: str, fill: Callable[[str], None], base: Path | None = None) -> Path:
        path = self.folder / f"{name}.db"
        with postgres.locked(self.folder / f"{name}.lock"):
            if not path.exists():
                filling = self.folder / f"{name}-filling.db"
                filling.unlink(missing_ok=True)
                if base is not None:
                    shutil.copyfile(base, filling)
                fill(f"sqlite:///{filling}")
                filling.rename(path)
        return path


@contextmanager
def everything_rolled_back(app: Flask) -> Iterator[Session]:
    """Within: an application context whose session, and every session of requests made inside it, works in
    savepoints of one outer transaction. Nothing of it is there afterwards, commits included."""
    with app.app_context():
        engines: Any = db.engines  # Flask-SQLAlchemy's own dictionary; a session binds to a connection just as well
        engine = engines[None]
        assert isinstance(engine, Engine)
        connection = engine.connect()
        outer = connection.begin()
        engines[None] = connection
        db.session.session_factory.configure(join_transaction_mode="create_savepoint")
        try:
            yield db.session()
        finally:
            db.session.remove()
            if outer.is_active:
                outer.rollback()
            connection.close()
            engines[None] = engine
            db.session.session_factory.configure(join_transaction_mode="conditional_savepoint")


class Queries(list[str]):
    """The SQL statements that ran, in order."""

    def __str__(self) -> str:
        return "\n".join(f"{n + 1}. {' '.join(statement.split())}" for n, statement in enumerate(self))


@contextmanager
def count_queries() -> Iterator[Queries]:
    """Collect every statement sent to the database while within, of any session; BEGIN and savepoints not counted."""
    seen = Queries()
    uncounted = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT", "PRAGMA")

    def note(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if not statement.lstrip().upper().startswith(uncounted):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)
