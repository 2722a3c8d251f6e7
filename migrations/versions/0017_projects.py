"""Projects with their moves, proposals, commissioners and municipalities; decisions and moments can be about one."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import SchemaItem

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")
FIRST = sa.text("corrects_id IS NULL")
OPEN = sa.text("ended_on IS NULL")


def upgrade() -> None:
    """Code that is still running writes decisions about opgaven only, and goes on doing so."""
    _projects()
    _lines()
    op.execute(
        "ALTER TABLE challenge_moments ADD COLUMN project_id INTEGER"
        " CONSTRAINT fk_challenge_moments_project_id REFERENCES projects (id)"
        " CONSTRAINT ck_challenge_moments_in_one_place CHECK (activity_id IS NULL OR project_id IS NULL)"
    )
    op.create_index(op.f("ix_challenge_moments_project_id"), "challenge_moments", ["project_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_decisions(with_projects=True)
    else:
        _widen_decisions()
    op.create_index(op.f("ix_municipal_decisions_project_id"), "municipal_decisions", ["project_id"], unique=False)
    op.create_index(
        "uq_municipal_decisions_first_of_project",
        "municipal_decisions",
        ["project_id", "municipality_id"],
        unique=True,
        sqlite_where=FIRST,
        postgresql_where=FIRST,
    )


def _projects() -> None:
    state = ("not_begun", "running", "delayed", "done", "stopped")
    op.create_table(
        "projects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("political_lead", sa.String(length=200), nullable=False),
        sa.Column("official_principal", sa.String(length=200), nullable=False),
        *_fuzzy("period_start"),
        *_fuzzy("period_end"),
        sa.Column("goals", Json, nullable=False),
        sa.Column("state", _words("project_state", state), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('delayed', 'stopped') OR state_reason <> ''", name=op.f("ck_projects_state_has_its_reason")
        ),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_projects_challenge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        sa.UniqueConstraint("slug", name=op.f("uq_projects_slug")),
    )
    op.create_index(op.f("ix_projects_challenge_id"), "projects", ["challenge_id"], unique=False)
    op.create_table(
        "project_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("to_state", _words("project_state", state), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("behalf", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("correction", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "to_state NOT IN ('delayed', 'stopped') OR reason <> ''", name=op.f("ck_project_moves_state_has_its_reason")
        ),
        sa.CheckConstraint("number > 1 OR correction = ''", name=op.f("ck_project_moves_first_corrects_nothing")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_project_moves_person_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_project_moves_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_moves")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_project_moves_project_id_number")),
    )
    op.create_index(op.f("ix_project_moves_person_id"), "project_moves", ["person_id"], unique=False)


def _lines() -> None:
    for table, column, other in (
        ("project_proposals", "proposal_id", "proposals"),
        ("project_commissioners", "organisation_id", "organisations"),
    ):
        op.create_table(
            table,
            sa.Column("project_id", sa.Integer(), nullable=False),
            sa.Column(column, sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f(f"fk_{table}_project_id")),
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}")),
            sa.PrimaryKeyConstraint("project_id", column, name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    table = "project_participations"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("(ended_on IS NULL) = (end_reason = '')", name=op.f(f"ck_{table}_ended_with_reason")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipalities.id"], name=op.f(f"fk_{table}_municipality_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f(f"fk_{table}_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_municipality_id"), table, ["municipality_id"], unique=False)
    op.create_index(op.f(f"ix_{table}_project_id"), table, ["project_id"], unique=False)
    op.create_index(
        f"uq_{table}_open",
        table,
        ["project_id", "municipality_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _fuzzy(name: str) -> tuple[sa.Column[object], ...]:
    precision = ("day", "month", "quarter", "season", "part", "year", "open")
    return (
        sa.Column(f"{name}_text", sa.String(length=100), nullable=True),
        sa.Column(f"{name}_precision", _words(f"{name}_precision", precision), nullable=True),
        sa.Column(f"{name}_start", sa.Date(), nullable=True),
        sa.Column(f"{name}_end", sa.Date(), nullable=True),
    )


def _widen_decisions() -> None:
    op.execute("ALTER TABLE municipal_decisions ALTER COLUMN challenge_id DROP NOT NULL")
    op.execute(
        "ALTER TABLE municipal_decisions ADD COLUMN project_id INTEGER"
        " CONSTRAINT fk_municipal_decisions_project_id REFERENCES projects (id)"
    )
    op.execute(
        "ALTER TABLE municipal_decisions ADD CONSTRAINT ck_municipal_decisions_about_one_thing"
        " CHECK ((challenge_id IS NULL) <> (project_id IS NULL))"
    )


OF_OPGAVEN = (
    "id, challenge_id, municipality_id, body_id, outcome, reason, until_text, until_precision, until_start, until_end,"
    " decided_on, document_title, document_url, document_sha256, fictitious, corrects_id, correction, recorded_at,"
    " confirmed_at"
)


def _rebuild_decisions(*, with_projects: bool) -> None:
    """SQLite lets no column become empty: the same table is made beside it, filled, and takes its name."""
    own: tuple[SchemaItem, ...] = (
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(challenge_id IS NULL) <> (project_id IS NULL)", name=op.f("ck_municipal_decisions_about_one_thing")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_municipal_decisions_project_id")),
    )
    own = own if with_projects else ()
    op.create_table(
        "municipal_decisions_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=with_projects),
        *own,
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "joins",
                "joins_with_change",
                "postponed",
                "does_not_join",
                name="decision_outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until_text", sa.String(length=100), nullable=True),
        sa.Column(
            "until_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "season",
                "part",
                "year",
                "open",
                name="until_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("until_start", sa.Date(), nullable=True),
        sa.Column("until_end", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("document_title", sa.String(length=200), nullable=False),
        sa.Column("document_url", sa.String(length=500), nullable=False),
        sa.Column("document_sha256", sa.String(length=64), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("correction", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(corrects_id IS NULL) = (correction = '')", name=op.f("ck_municipal_decisions_correction_has_a_reason")
        ),
        sa.CheckConstraint(
            "(outcome = 'postponed') = (until_text IS NOT NULL)",
            name=op.f("ck_municipal_decisions_postponed_until_some_day"),
        ),
        sa.CheckConstraint(
            "document_sha256 = '' OR length(document_sha256) = 64", name=op.f("ck_municipal_decisions_sha256_is_whole")
        ),
        sa.CheckConstraint(
            "outcome = 'joins' OR reason <> ''", name=op.f("ck_municipal_decisions_no_verdict_without_a_reason")
        ),
        sa.CheckConstraint("corrects_id <> id", name=op.f("ck_municipal_decisions_corrects_another")),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_municipal_decisions_body_id")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_municipal_decisions_challenge_id")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["municipal_decisions_new.id"], name=op.f("fk_municipal_decisions_corrects_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_municipal_decisions_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipal_decisions")),
    )
    op.execute(
        f"INSERT INTO municipal_decisions_new ({OF_OPGAVEN})"  # noqa: S608 - our own words
        f" SELECT {OF_OPGAVEN} FROM municipal_decisions ORDER BY id"
    )
    op.drop_table("municipal_decisions")
    op.rename_table("municipal_decisions_new", "municipal_decisions")
    for column in ("body_id", "challenge_id", "municipality_id"):
        op.create_index(op.f(f"ix_municipal_decisions_{column}"), "municipal_decisions", [column], unique=False)
    op.create_index("uq_municipal_decisions_corrects_id", "municipal_decisions", ["corrects_id"], unique=True)
    op.create_index(
        "uq_municipal_decisions_first",
        "municipal_decisions",
        ["challenge_id", "municipality_id"],
        unique=True,
        sqlite_where=FIRST,
    )


def downgrade() -> None:
    """Decisions and moments of projects go with them."""
    op.execute("DELETE FROM municipal_decisions WHERE project_id IS NOT NULL AND corrects_id IS NOT NULL")
    op.execute("DELETE FROM municipal_decisions WHERE project_id IS NOT NULL")
    op.drop_index("uq_municipal_decisions_first_of_project", table_name="municipal_decisions")
    op.drop_index(op.f("ix_municipal_decisions_project_id"), table_name="municipal_decisions")
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_decisions(with_projects=False)
    else:
        op.execute("ALTER TABLE municipal_decisions DROP COLUMN project_id")
        op.execute("ALTER TABLE municipal_decisions ALTER COLUMN challenge_id SET NOT NULL")
    op.drop_index(op.f("ix_challenge_moments_project_id"), table_name="challenge_moments")
    op.execute("DELETE FROM challenge_moments WHERE project_id IS NOT NULL")
    op.execute("ALTER TABLE challenge_moments DROP COLUMN project_id")
    for table in ("project_participations", "project_commissioners", "project_proposals", "project_moves", "projects"):
        op.drop_table(table)
