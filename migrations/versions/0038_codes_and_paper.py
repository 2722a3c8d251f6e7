"""Codes by letter: who may vote without an account, and their letters; and batches of votes on paper."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

PROXIES = {
    "few_proxies": "proxies BETWEEN 0 AND 3",
    "proxies_within_a_group": "proxies = 0 OR electorate = 'group'",
}


def upgrade() -> None:
    _electorates("group", "theme", "council", "codes")
    op.create_table(
        "poll_code_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("addressed", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("count BETWEEN 1 AND 1000", name=op.f("ck_poll_code_batches_so_many_letters")),
        sa.CheckConstraint(
            "(sealed = '') = (printed_at IS NOT NULL)", name=op.f("ck_poll_code_batches_sealed_until_printed")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_poll_code_batches_made_by")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_poll_code_batches_municipality_id")
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_poll_code_batches_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_code_batches")),
    )
    for column in ("made_by", "municipality_id", "poll_id"):
        op.create_index(op.f(f"ix_poll_code_batches_{column}"), "poll_code_batches", [column], unique=False)
    op.create_table(
        "poll_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("street", sa.String(length=100), nullable=False),
        sa.Column("postcode", sa.String(length=6), nullable=False),
        sa.Column("house_number", sa.String(length=5), nullable=False),
        sa.Column("house_addition", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "cleared_at IS NULL OR (name = '' AND postcode = '')", name=op.f("ck_poll_codes_cleared_of_names")
        ),
        sa.CheckConstraint("(code_hash IS NULL) = (cleared_at IS NOT NULL)", name=op.f("ck_poll_codes_cleared_codes")),
        sa.ForeignKeyConstraint(["batch_id"], ["poll_code_batches.id"], name=op.f("fk_poll_codes_batch_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipalities.id"], name=op.f("fk_poll_codes_municipality_id")),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_poll_codes_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_codes")),
        sa.UniqueConstraint("batch_id", "number", name=op.f("uq_poll_codes_batch_id_number")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_poll_codes_code_hash")),
    )
    for column in ("municipality_id", "poll_id"):
        op.create_index(op.f(f"ix_poll_codes_{column}"), "poll_codes", [column], unique=False)
    op.execute(
        "ALTER TABLE poll_roll ADD COLUMN code_id INTEGER CONSTRAINT fk_poll_roll_code_id REFERENCES poll_codes (id)"
    )
    op.create_index("uq_poll_roll_code_id", "poll_roll", ["code_id"], unique=True)
    _paper()


def _paper() -> None:
    op.create_table(
        "paper_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("begun_by", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=True),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(taken_at IS NULL) = (ballots IS NULL)", name=op.f("ck_paper_batches_taken_with_ballots")),
        sa.ForeignKeyConstraint(["begun_by"], ["people.id"], name=op.f("fk_paper_batches_begun_by")),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_paper_batches_poll_id")),
        sa.ForeignKeyConstraint(["taken_by"], ["people.id"], name=op.f("fk_paper_batches_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_batches")),
        sa.UniqueConstraint("poll_id", "number", name=op.f("uq_paper_batches_poll_id_number")),
    )
    for column in ("begun_by", "taken_by"):
        op.create_index(op.f(f"ix_paper_batches_{column}"), "paper_batches", [column], unique=False)
    op.create_table(
        "paper_countings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("typist_id", sa.Integer(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ballots >= 0", name=op.f("ck_paper_countings_counted_from_zero")),
        sa.ForeignKeyConstraint(["batch_id"], ["paper_batches.id"], name=op.f("fk_paper_countings_batch_id")),
        sa.ForeignKeyConstraint(["typist_id"], ["people.id"], name=op.f("fk_paper_countings_typist_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_countings")),
        sa.UniqueConstraint("batch_id", "typist_id", name=op.f("uq_paper_countings_batch_id_typist_id")),
    )
    op.create_index(op.f("ix_paper_countings_typist_id"), "paper_countings", ["typist_id"], unique=False)
    op.execute(
        "ALTER TABLE poll_roll ADD COLUMN paper_id INTEGER"
        " CONSTRAINT fk_poll_roll_paper_id REFERENCES paper_batches (id)"
    )
    op.create_index(op.f("ix_poll_roll_paper_id"), "poll_roll", ["paper_id"], unique=False)


def downgrade() -> None:
    """Polls of codes go with all that belongs to them: nobody else could vote in them. What was on paper in other
    polls is kept as ballots of nobody."""
    op.drop_index("ix_poll_roll_paper_id", "poll_roll")
    op.drop_column("poll_roll", "paper_id")
    op.drop_table("paper_countings")
    op.drop_table("paper_batches")
    op.execute(
        "DELETE FROM ballots WHERE roll_id IN (SELECT r.id FROM poll_roll r JOIN polls p ON p.id = r.poll_id"
        " WHERE p.electorate = 'codes')"
    )
    op.execute(
        "DELETE FROM opened_ballots WHERE question_id IN (SELECT q.id FROM poll_questions q"
        " JOIN polls p ON p.id = q.poll_id WHERE p.electorate = 'codes')"
    )
    op.execute("DELETE FROM secret_boxes WHERE poll_id IN (SELECT id FROM polls WHERE electorate = 'codes')")
    op.execute("DELETE FROM poll_roll WHERE poll_id IN (SELECT id FROM polls WHERE electorate = 'codes')")
    op.drop_index("uq_poll_roll_code_id", "poll_roll")
    op.drop_column("poll_roll", "code_id")
    op.drop_table("poll_codes")
    op.drop_table("poll_code_batches")
    op.execute("DELETE FROM polls WHERE electorate = 'codes'")
    _electorates("group", "theme", "council")


def _electorates(*known: str) -> None:
    """Whom a poll may be of. SQLite cannot change a check: there the columns that it speaks of are made anew."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_polls_electorate"), "polls", type_="check")
        op.create_check_constraint(op.f("ck_polls_electorate"), "polls", f"electorate IN {known}")
        return
    checks = " ".join(f"CONSTRAINT ck_polls_{name} CHECK ({condition})" for name, condition in PROXIES.items())
    for name in ("electorate", "proxies"):
        op.execute(f"ALTER TABLE polls RENAME COLUMN {name} TO {name}_before")
    op.execute(
        "ALTER TABLE polls ADD COLUMN electorate VARCHAR(40) DEFAULT 'group' NOT NULL"
        f" CONSTRAINT ck_polls_electorate CHECK (electorate IN {known})"
    )
    op.execute(f"ALTER TABLE polls ADD COLUMN proxies INTEGER DEFAULT 0 NOT NULL {checks}")
    op.execute("UPDATE polls SET electorate = electorate_before, proxies = proxies_before")
    for name in ("proxies", "electorate"):
        op.execute(f"ALTER TABLE polls DROP COLUMN {name}_before")
