"""Who stands in for whom, what members declare and whose name is shown; deputies at a meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

STANDS = sa.text("state IN ('asked', 'confirmed')")
STATES = ("asked", "confirmed", "declined", "expired", "ended", "took_over")


def upgrade() -> None:
    """Code that is still running declares nothing, shows no name and knows no deputy."""
    op.execute(
        "ALTER TABLE seats ADD COLUMN declared TEXT DEFAULT '' NOT NULL"
        " CONSTRAINT ck_seats_declared_by_who_sits CHECK (declared = '' OR state = 'filled')"
    )
    moment = "DATETIME" if op.get_bind().dialect.name == "sqlite" else "TIMESTAMP WITH TIME ZONE"
    op.execute(
        f"ALTER TABLE seats ADD COLUMN name_shown_since {moment}"
        " CONSTRAINT ck_seats_shows_who_sits CHECK (name_shown_since IS NULL OR state = 'filled')"
    )
    op.create_table(
        "deputies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="deputy_state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'asked') = (answered_at IS NULL)", name=op.f("ck_deputies_answered_at_a_moment")),
        sa.CheckConstraint(
            "state NOT IN ('confirmed', 'took_over') OR person_id IS NOT NULL", name=op.f("ck_deputies_by_somebody")
        ),
        sa.CheckConstraint(
            "state IN ('confirmed', 'ended', 'took_over') OR person_id IS NULL",
            name=op.f("ck_deputies_who_confirmed"),
        ),
        sa.CheckConstraint(
            "(state IN ('ended', 'took_over')) = (ended_at IS NOT NULL)", name=op.f("ck_deputies_ended_at_a_moment")
        ),
        sa.CheckConstraint(
            "(address = '') = (cleared_at IS NOT NULL)", name=op.f("ck_deputies_cleared_without_address")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_deputies_seat_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_deputies_person_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_deputies_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputies")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_deputies_token_hash")),
    )
    for name in ("seat_id", "person_id", "asked_by"):
        op.create_index(op.f(f"ix_deputies_{name}"), "deputies", [name], unique=False)
    op.create_index(
        "uq_deputies_stands", "deputies", ["seat_id"], unique=True, sqlite_where=STANDS, postgresql_where=STANDS
    )
    op.execute(
        "ALTER TABLE attendances ADD COLUMN deputy_id INTEGER"
        " CONSTRAINT fk_attendances_deputy_id REFERENCES people (id)"
        " CONSTRAINT ck_attendances_deputy_instead CHECK (deputy_id IS NULL OR state IN ('came', 'excused'))"
    )
    op.create_index(op.f("ix_attendances_deputy_id"), "attendances", ["deputy_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_attendances_deputy_id"), table_name="attendances")
    op.execute("ALTER TABLE attendances DROP COLUMN deputy_id")
    op.drop_table("deputies")
    op.execute("ALTER TABLE seats DROP COLUMN name_shown_since")
    op.execute("ALTER TABLE seats DROP COLUMN declared")
