"""What was suggested for the open places of a group, and what was made of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "suggestions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("waited", sa.Integer(), nullable=False),
        sa.Column("seats", Json, nullable=False),
        sa.Column("others", Json, nullable=False),
        sa.Column("missed", Json, nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("changed = 0 OR reason <> ''", name=op.f("ck_suggestions_changed_with_a_reason")),
        sa.CheckConstraint("taken_at IS NOT NULL OR changed = 0", name=op.f("ck_suggestions_changed_when_taken")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_suggestions_group_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_suggestions_asked_by")),
        sa.ForeignKeyConstraint(["taken_by"], ["people.id"], name=op.f("fk_suggestions_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
        sa.UniqueConstraint("group_id", "number", name=op.f("uq_suggestions_group_id_number")),
    )
    for name in ("asked_by", "taken_by"):
        op.create_index(op.f(f"ix_suggestions_{name}"), "suggestions", [name], unique=False)


def downgrade() -> None:
    op.drop_table("suggestions")
