"""How many people live in each municipality; and many people who are told the same, in blocks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")
GOES_ON = sa.text("draw_id IS NULL AND ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "inhabitants",
        sa.Column("municipality_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_inhabitants_somebody_lives_there")),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipalities.id"],
            name=op.f("fk_inhabitants_municipality_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_inhabitants_source_id")),
        sa.PrimaryKeyConstraint("municipality_id", name=op.f("pk_inhabitants")),
    )
    op.create_index(op.f("ix_inhabitants_source_id"), "inhabitants", ["source_id"], unique=False)
    op.create_table(
        "tellings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("people", Json, nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("told <= done AND done <= total", name=op.f("ck_tellings_counted")),
        sa.CheckConstraint("ended_at IS NULL OR reason = ''", name=op.f("ck_tellings_wiped_when_ended")),
        sa.CheckConstraint("draw_id IS NULL OR reason = ''", name=op.f("ck_tellings_reason_of_no_place")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_tellings_theme_id")),
        sa.ForeignKeyConstraint(["draw_id"], ["draws.id"], name=op.f("fk_tellings_draw_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_tellings_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tellings")),
        sa.UniqueConstraint("draw_id", name=op.f("uq_tellings_draw_id")),
    )
    for column in ("theme_id", "asked_by"):
        op.create_index(op.f(f"ix_tellings_{column}"), "tellings", [column], unique=False)
    op.create_index(
        "uq_tellings_goes_on", "tellings", ["theme_id"], unique=True, sqlite_where=GOES_ON, postgresql_where=GOES_ON
    )


def downgrade() -> None:
    op.drop_table("tellings")
    op.drop_table("inhabitants")
