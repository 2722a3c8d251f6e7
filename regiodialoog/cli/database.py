"""``regiodialoog db``: migrations and the state of the database."""

import sys
from collections.abc import Callable
from typing import Any

import click
from flask import Flask
from sqlalchemy import Connection, text

from regiodialoog.core.db import db, expect_writes
from regiodialoog.core.web.health import alembic_config, schema_is_current

MakeApp = Callable[..., Flask]


@click.group("db")
def db_group() -> None:
    """The database: bring it up to date, check it."""


@db_group.command()
@click.pass_obj
def upgrade(make_app: MakeApp) -> None:
    """Run the migrations that are waiting."""
    migrate(make_app())
    click.echo("The database is up to date.", err=True)


@db_group.command()
@click.pass_obj
def check(make_app: MakeApp) -> None:
    """Check the schema's version and the integrity of the file or the connection. Exit 1 when something is wrong."""
    app = make_app()
    with app.app_context():
        faults = [] if schema_is_current() else ["migrations are waiting: run 'regiodialoog db upgrade'"]
        if db.engine.dialect.name == "sqlite":
            faults += [str(row[0]) for row in db.session.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
            faults += [f"broken reference in {row[0]}" for row in db.session.execute(text("PRAGMA foreign_key_check"))]
    for fault in faults:
        click.echo(fault)
    click.echo("Wrong." if faults else "The database is in order.", err=True)
    sys.exit(1 if faults else 0)


def migrate(app: Flask) -> None:
    """Bring the database of an application to the newest migration, in one transaction where the database can."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _migrate_sqlite()
            return
        with db.engine.begin() as connection:
            _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _migrate_sqlite() -> None:
    """Tables are rebuilt in batch mode, which drops and renames them: references are checked afterwards, not during."""
    with db.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        expect_writes(True)
        try:
            _upgrade(connection)
            connection.commit()
        finally:
            expect_writes(False)
            raw.execute("PRAGMA foreign_keys=ON")
