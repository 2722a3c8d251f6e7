"""The database: one declarative base, one session per request, and the three ways to commit.

A web request commits in one hook (core.web.transaction); the command line and the worker use ``transaction()``;
counters that must survive a rollback use ``separately()``. Nothing else commits (a house test looks).
"""

import enum
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import partial
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Date, DateTime, Dialect, Engine, Enum, Integer, MetaData, String, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Mapped, ORMExecuteState, Session, composite, declared_attr, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from regiodialoog.core.dates import FuzzyDate, Precision

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC on both databases. A naive datetime is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("Only moments with a time zone are stored; use core.clock")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


JsonObject = JSON().with_variant(JSONB(), "postgresql")
# Byte order on both databases, so that a stored sort key sorts alike everywhere (SQLite compares bytes by itself).
SortKey = String().with_variant(String(collation="C"), "postgresql")


class Model(DeclarativeBase):
    """The base of every table: our own, so it is typed. Flask-SQLAlchemy gives the engine and the session."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = dict.fromkeys((dict[str, Any], list[dict[str, Any]], list[str]), JsonObject) | {
        datetime: UtcDateTime()
    }


db = SQLAlchemy(session_options={"expire_on_commit": False})


class Infrastructure:
    """Mark of tables that carry the house itself (jobs, outbox, keys, audit): written without an event."""


class Versioned:
    """A row that two people may edit at once: the second save is refused with a 409 instead of winning silently."""

    version: Mapped[int] = mapped_column(Integer, nullable=False, default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - declared_attr receives the class
        return {"version_id_col": cls.version}


def enum_type(kind: type[enum.Enum]) -> Enum:
    """A closed vocabulary as text with a check constraint (no native type: those cannot shrink in a migration)."""
    name = "".join("_" + c.lower() if c.isupper() else c for c in kind.__name__).lstrip("_")
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name,
        values_callable=lambda members: [str(member.value) for member in members],
    )


def fuzzy_date(name: str, *, required: bool = True) -> Any:
    """The four columns of a FuzzyDate under ``name``; annotate as ``Mapped[FuzzyDate]``, or with ``| None``."""
    precision = enum_type(Precision)
    precision.name = f"{name}_precision"  # a table may hold several
    return composite(
        FuzzyDate,
        mapped_column(f"{name}_text", String(100), nullable=not required),
        mapped_column(f"{name}_precision", precision, nullable=not required),
        mapped_column(f"{name}_start", Date, nullable=True),
        mapped_column(f"{name}_end", Date, nullable=True),
        return_none_on=None if required else lambda *columns: columns[0] is None,
    )


REST = 1.0
"""Seconds after which a connection to a server of PostgreSQL is tried before it is used."""
_writing: ContextVar[bool] = ContextVar("writing", default=False)


def expect_writes(writes: bool) -> None:
    """Say, before the first statement, whether this unit of work will write (SQLite then takes its lock at once)."""
    _writing.set(writes)


def init_app(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _prepare_sqlite)
            event.listen(db.engine, "begin", _begin_sqlite)
        else:
            event.listen(db.engine, "checkin", _note_rest)
            event.listen(db.engine, "checkout", partial(_try_after_rest, db.engine.dialect))


def _note_rest(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["rests_since"] = time.monotonic()


def _try_after_rest(dialect: Dialect, connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    """The server may have been started anew while a connection lay still; one that was just used needs no try, which
    costs as much as a query. The pool then takes another one."""
    if time.monotonic() - record.info.get("rests_since", math.inf) < REST:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: pysqlite's own timing breaks savepoints and reads
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


@contextmanager
def transaction() -> Iterator[Session]:
    """One unit of work of the command line or the worker: commits at the end, rolls back on any error.

    Raises UnrecordedWrite if something of the domain was written without an event.
    """
    session = db.session()
    if session.in_transaction():
        raise RuntimeError("transaction() begins a unit of work; there is one already. In a request the hook commits.")
    token = _writing.set(True)
    try:
        yield session
        commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        _writing.reset(token)
        db.session.remove()


@contextmanager
def separately() -> Iterator[Session]:
    """A second, small transaction for a counter that must survive a rollback of the first.

    Only before the request's first statement or after its rollback: on SQLite a second writer inside a write would
    wait for itself. A house test lists the callers.
    """
    if db.session().in_transaction():
        raise RuntimeError("separately() comes before the first statement of the request, or after its rollback")
    token = _writing.set(True)
    try:
        with Session(db.engine, join_transaction_mode="create_savepoint") as session, session.begin():
            yield session
    finally:
        _writing.reset(token)


class UnrecordedWrite(RuntimeError):
    """Rows of the domain were written in a transaction that emitted no event (rule 4)."""


def commit() -> None:
    """Commit the current session, after checking that what was written was also told. For the three owners only."""
    session = db.session()
    session.flush()
    wrote: set[str] = session.info.get("wrote", set())
    if wrote and not session.info.get("events"):
        session.rollback()
        raise UnrecordedWrite(f"Written without an event: {', '.join(sorted(wrote))}. Let the action emit() one.")
    session.commit()


@event.listens_for(Session, "after_flush")
def _note_written(session: Session, _context: Any) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, Infrastructure) and session.is_modified(row) | (row in session.new) | (
            row in session.deleted
        ):
            session.info.setdefault("wrote", set()).add(type(row).__tablename__)


@event.listens_for(Session, "do_orm_execute")
def _note_bulk(state: ORMExecuteState) -> None:
    if (state.is_insert or state.is_update or state.is_delete) and state.bind_mapper is not None:
        kind = state.bind_mapper.class_
        if not issubclass(kind, Infrastructure):
            state.session.info.setdefault("wrote", set()).add(kind.__tablename__)


def wipe_free_space(table: str) -> None:
    """Write the files of the database anew, so that deleted rows of a table of ours are gone from them as well: the
    whole file and its log on SQLite, that table on PostgreSQL. Outside any transaction."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if db.engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"VACUUM (FULL) {table}")
            return
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101 - it is connected
        for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            raw.execute(statement).fetchall()


def _forget(session: Session, *_: Any) -> None:
    session.info.pop("wrote", None)
    session.info.pop("events", None)
    session.info.pop("held", None)


event.listen(Session, "after_commit", _forget)
event.listen(Session, "after_rollback", _forget)


def engine() -> Engine:
    """The engine of the current application."""
    return db.engine
