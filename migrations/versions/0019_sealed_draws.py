"""Draws are prepared, sealed, picked by two people and announced; their file and every step stay."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")
STATES = ("preparing", "impossible", "prepared", "sealed", "picked", "announced", "abandoned")
GOES_ON = sa.text("state IN ('preparing', 'prepared', 'sealed', 'picked')")
TEXTS = ("file", "barred_reason", "source", "outcome", "abandon_reason")
OBJECTS = ("inputs", "codes", "found")
MOMENTS = ("opens_at", "sealed_at", "picked_at", "announced_at", "abandoned_at", "witnessed_at")


def upgrade() -> None:
    """Code that is still running draws as before, at once; its draws count as announced."""
    op.execute(
        "ALTER TABLE draws ADD COLUMN state VARCHAR(40) DEFAULT 'announced' NOT NULL"
        f" CONSTRAINT ck_draws_draw_state CHECK (state IN {STATES})"
    )
    for name in TEXTS:
        op.add_column("draws", sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False))
    for name in OBJECTS:
        op.add_column("draws", sa.Column(name, Json, server_default="{}", nullable=False))
    for name in MOMENTS:
        op.add_column("draws", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("draws", sa.Column("seal", sa.String(length=64), server_default=sa.text("''"), nullable=False))
    op.add_column(
        "draws", sa.Column("witness_role", sa.String(length=200), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("draws", sa.Column("file_is_public", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("draws", sa.Column("places", sa.Integer(), server_default="0", nullable=False))
    op.add_column("draws", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.execute(
        "ALTER TABLE draws ADD COLUMN witnessed_by INTEGER CONSTRAINT fk_draws_witnessed_by REFERENCES people (id)"
    )
    op.create_index(op.f("ix_draws_witnessed_by"), "draws", ["witnessed_by"], unique=False)
    op.create_index(
        "uq_draws_goes_on", "draws", ["group_id"], unique=True, sqlite_where=GOES_ON, postgresql_where=GOES_ON
    )
    op.create_table(
        "draw_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("typed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("outcome <> ''", name=op.f("ck_draw_entries_says_something")),
        sa.ForeignKeyConstraint(["draw_id"], ["draws.id"], name=op.f("fk_draw_entries_draw_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_draw_entries_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_entries")),
        sa.UniqueConstraint("draw_id", "person_id", name=op.f("uq_draw_entries_draw_id_person_id")),
    )
    op.create_index(op.f("ix_draw_entries_person_id"), "draw_entries", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("draw_entries")
    op.drop_index("uq_draws_goes_on", table_name="draws")
    op.drop_index(op.f("ix_draws_witnessed_by"), table_name="draws")
    own = ("state", "seal", "witness_role", "file_is_public", "places", "version", "witnessed_by")
    for name in (*own, *TEXTS, *OBJECTS, *MOMENTS):
        op.execute(f"ALTER TABLE draws DROP COLUMN {name}")
