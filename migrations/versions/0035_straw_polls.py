"""Straw polls in the hall: what is asked, what was counted, and answers by phone until they are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

TABLES = ("straw_polls", "straw_options", "straw_tallies", "straw_counts", "straw_answers")
INDEXES = (
    ("straw_counts", "option_id"),
    ("straw_counts", "interest_id"),
    ("straw_answers", "seat_id"),
    ("straw_answers", "person_id"),
    ("straw_answers", "option_id"),
)
WHOLE = sa.text("interest_id IS NULL")


def upgrade() -> None:
    _polls()
    op.create_table(
        "straw_options",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("straw_poll_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        *_of_poll("straw_options"),
        sa.UniqueConstraint("straw_poll_id", "position", name=op.f("uq_straw_options_straw_poll_id_position")),
    )
    op.create_table(
        "straw_tallies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("straw_poll_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(number = 1) = (reason = '')", name=op.f("ck_straw_tallies_corrected_with_a_reason")),
        *_of_poll("straw_tallies"),
        sa.UniqueConstraint("straw_poll_id", "number", name=op.f("uq_straw_tallies_straw_poll_id_number")),
    )
    _counts()
    op.create_table(
        "straw_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("straw_poll_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        *_of_poll("straw_answers"),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_straw_answers_seat_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_straw_answers_person_id")),
        sa.ForeignKeyConstraint(["option_id"], ["straw_options.id"], name=op.f("fk_straw_answers_option_id")),
        sa.UniqueConstraint("straw_poll_id", "seat_id", name=op.f("uq_straw_answers_straw_poll_id_seat_id")),
    )
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _polls() -> None:
    op.create_table(
        "straw_polls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("way", _words("straw_way", "hands", "cards", "phone"), nullable=False),
        sa.Column("scale", _words("straw_scale", "agree", "yes-no", "colours", "own"), nullable=False),
        sa.Column("by_interest", sa.Boolean(), nullable=False),
        sa.Column("state", _words("straw_state", "prepared", "open", "closed", "dropped"), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'prepared' OR opened_at IS NULL", name=op.f("ck_straw_polls_prepared_before_it_opens")
        ),
        sa.CheckConstraint(
            "state NOT IN ('open', 'closed') OR opened_at IS NOT NULL", name=op.f("ck_straw_polls_opened_at_a_moment")
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_straw_polls_closed_at_a_moment")
        ),
        sa.CheckConstraint("closed_at >= opened_at", name=op.f("ck_straw_polls_opens_before_it_closes")),
        sa.CheckConstraint("(state = 'dropped') = (reason <> '')", name=op.f("ck_straw_polls_dropped_with_a_reason")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_straw_polls_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_straw_polls")),
        sa.UniqueConstraint("code", name=op.f("uq_straw_polls_code")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_straw_polls_meeting_id_number")),
    )


def _counts() -> None:
    op.create_table(
        "straw_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tally_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("interest_id", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_straw_counts_no_fewer_than_nobody")),
        sa.ForeignKeyConstraint(["tally_id"], ["straw_tallies.id"], name=op.f("fk_straw_counts_tally_id")),
        sa.ForeignKeyConstraint(["option_id"], ["straw_options.id"], name=op.f("fk_straw_counts_option_id")),
        sa.ForeignKeyConstraint(["interest_id"], ["interests.id"], name=op.f("fk_straw_counts_interest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_straw_counts")),
        sa.UniqueConstraint(
            "tally_id", "option_id", "interest_id", name=op.f("uq_straw_counts_tally_id_option_id_interest_id")
        ),
    )
    op.create_index(
        "uq_straw_counts_whole", "straw_counts", ["tally_id", "option_id"], unique=True,
        sqlite_where=WHOLE, postgresql_where=WHOLE,
    )  # fmt: skip


def _of_poll(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(["straw_poll_id"], ["straw_polls.id"], name=op.f(f"fk_{table}_straw_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _words(name: str, *known: str) -> sa.Enum:
    return sa.Enum(*known, name=name, native_enum=False, create_constraint=True, length=40)
