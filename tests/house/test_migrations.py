"""Rule 7: the migrations make exactly the tables that the models say, on both databases, and can go back."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text

from regiodialoog.cli.database import migrate
from regiodialoog.core.db import Model, UtcDateTime, db, expect_writes
from regiodialoog.core.web.health import alembic_config

PERSON = """INSERT INTO people (id, name, sort_key, address, address_key, language, password_hash, totp_secret,
                                totp_last_step, session_epoch, created_at)
            VALUES (:id, 'Anna', 'anna', 'anna@example.nl', 'anna@example.nl', 'nl', '', '', 0, 1, :at)"""
REGISTERED = """INSERT INTO audit_events (at, kind, subject_kind, subject_id, role, channel, behalf, data, public)
                VALUES (:at, 'accounts.person_registered', 'person', :id, 'system', 'system', '', :how, false)"""

QUESTIONS = (
    """INSERT INTO asked (id, group_id, feature, source, rules, version)
       VALUES (1, 1, 'Leeftijd', 'answer', '[]', 1), (2, 1, 'Leeg', 'answer', '[]', 1)""",
    """INSERT INTO quotas (id, group_id, feature, value, minimum, maximum, justification)
       VALUES (1, 1, 'Leeftijd', 'jong', 0, 1, 'Voor een goede mix.'), (2, 1, 'Leeftijd', 'oud', 0, 1, 'Iets anders.'),
              (3, 2, 'Leeg', 'ja', 0, 1, 'Van een andere groep.')""",
)


def test_the_migrations_make_what_the_models_say(fresh_app: Flask) -> None:
    with fresh_app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        differences = compare_metadata(context, Model.metadata)
    assert not differences, f"Write a migration for: {differences}"


def test_check_constraints_are_in_the_database_too(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        inspector = inspect(db.engine)
        for table in Model.metadata.tables.values():
            wanted = {str(c.name) for c in table.constraints if c.__visit_name__ == "check_constraint" and c.name}
            found = {check["name"] for check in inspector.get_check_constraints(table.name)}
            assert wanted <= found, f"{table.name}: no migration makes {sorted(wanted - found)}"


def test_migrating_again_changes_nothing(fresh_app: Flask) -> None:
    migrate(fresh_app)
    with fresh_app.app_context():
        assert db.session.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1


def test_every_migration_can_go_back(fresh_app: Flask) -> None:
    config = alembic_config()
    with fresh_app.app_context():
        expect_writes(True)
        with db.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "base")
        expect_writes(False)
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}


def test_who_was_invited_before_is_still_invited_after_the_migration(fresh_app: Flask) -> None:
    config = alembic_config()
    with fresh_app.app_context():
        expect_writes(True)
        with db.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "0007")
            for number, how in ((1, "invited"), (2, "self")):
                person = {"id": number, "how": f'{{"how": "{how}"}}', "at": "2026-11-01 12:00:00+00:00"}
                connection.execute(text(PERSON), person)
                connection.execute(text(REGISTERED), person)
            command.upgrade(config, "head")
            invited = connection.execute(text("SELECT id FROM people WHERE invited_at = created_at")).scalars().all()
        expect_writes(False)
    assert invited == [1]


def test_a_question_that_was_there_has_the_reason_of_its_first_demand(fresh_app: Flask) -> None:
    config = alembic_config()
    with fresh_app.app_context():
        expect_writes(True)
        with db.engine.connect() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "0047")
            sqlite = connection.dialect.name == "sqlite"  # no group is needed for this
            free = "PRAGMA defer_foreign_keys = ON" if sqlite else "SET LOCAL session_replication_role = replica"
            connection.execute(text(free))
            for statement in QUESTIONS:
                connection.execute(text(statement))
            command.upgrade(config, "head")
            found = connection.execute(text("SELECT feature, why FROM asked ORDER BY id")).all()
            connection.rollback()
        expect_writes(False)
    assert [tuple(row) for row in found] == [("Leeftijd", "Voor een goede mix."), ("Leeg", "")]


def test_every_moment_is_stored_in_utc() -> None:
    for table in Model.metadata.tables.values():
        for column in table.columns:
            if "DATETIME" in str(column.type).upper() or "TIMESTAMP" in str(column.type).upper():
                assert isinstance(column.type, UtcDateTime), f"{table.name}.{column.name}: use Mapped[datetime]"


def test_every_foreign_key_can_be_followed_fast() -> None:
    for table in Model.metadata.tables.values():
        first = {next(iter(index.columns)).name for index in table.indexes if tuple(index.columns)}
        first |= {table.primary_key.columns.values()[0].name} if table.primary_key.columns else set()
        first |= {next(iter(c.columns)).name for c in table.constraints if c.__visit_name__ == "unique_constraint"}
        for key in table.foreign_keys:
            assert key.parent.name in first, f"{table.name}.{key.parent.name} refers to another table without an index"
