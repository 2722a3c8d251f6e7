"""The public trail: its lines, its seals, and the texts beside it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """What was told before is sealed by the next worker, as is what the code tells that is still running."""
    op.create_table(
        "trail_texts",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("salt", sa.String(64), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(text IS NULL) = (salt IS NULL)", name="ck_trail_texts_salt_with_text"),
        sa.CheckConstraint("(text IS NULL) = (erased_at IS NOT NULL)", name="ck_trail_texts_erased_iff_gone"),
        sa.CheckConstraint("erased_at IS NULL OR person_id IS NULL", name="ck_trail_texts_erased_is_nobodys"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_trail_texts_person_id"),
        sa.PrimaryKeyConstraint("sha256", name="pk_trail_texts"),
    )
    op.create_index("ix_trail_texts_person_id", "trail_texts", ["person_id"])
    op.execute(
        "ALTER TABLE audit_events ADD COLUMN text_sha256 VARCHAR(64) "
        "CONSTRAINT fk_audit_events_text_sha256 REFERENCES trail_texts (sha256)"
    )
    op.create_index("ix_audit_events_text_sha256", "audit_events", ["text_sha256"], unique=True)
    op.create_table(
        "trail_lines",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("audit_event_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("actor_role", sa.String(), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.Column("text_sha256", sa.String(64), nullable=True),
        sa.Column("prev", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.CheckConstraint("n >= 1", name="ck_trail_lines_from_one"),
        sa.ForeignKeyConstraint(["audit_event_id"], ["audit_events.id"], name="fk_trail_lines_audit_event_id"),
        sa.ForeignKeyConstraint(["text_sha256"], ["trail_texts.sha256"], name="fk_trail_lines_text_sha256"),
        sa.PrimaryKeyConstraint("n", name="pk_trail_lines"),
        sa.UniqueConstraint("audit_event_id", name="uq_trail_lines_audit_event_id"),
        sa.UniqueConstraint("prev", name="uq_trail_lines_prev"),
        sa.UniqueConstraint("text_sha256", name="uq_trail_lines_text_sha256"),
    )
    op.create_table(
        "trail_seals",
        sa.Column("upto", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("peaks", JSON, nullable=False),
        sa.ForeignKeyConstraint(["upto"], ["trail_lines.n"], name="fk_trail_seals_upto"),
        sa.PrimaryKeyConstraint("upto", name="pk_trail_seals"),
    )


def downgrade() -> None:
    op.drop_table("trail_seals")
    op.drop_table("trail_lines")
    op.drop_index("ix_audit_events_text_sha256", "audit_events")
    if op.get_bind().dialect.name == "sqlite":  # SQLite drops no column that refers to another table
        with op.batch_alter_table("audit_events") as table:
            table.drop_column("text_sha256")
    else:
        op.drop_column("audit_events", "text_sha256")
    op.drop_table("trail_texts")
