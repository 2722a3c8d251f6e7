"""Seat plans and demands from files: what they would change, and whether that was taken over."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "plan_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seats", Json, nullable=False),
        sa.Column("quotas", Json, nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_plan_imports_numbered_from_one")),
        sa.CheckConstraint("length(base) = 64", name=op.f("ck_plan_imports_base_has_a_hash")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_plan_imports_group_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_plan_imports_asked_by")),
        sa.ForeignKeyConstraint(["taken_by"], ["people.id"], name=op.f("fk_plan_imports_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_imports")),
        sa.UniqueConstraint("group_id", "number", name=op.f("uq_plan_imports_group_id_number")),
    )
    for name in ("asked_by", "taken_by"):
        op.create_index(op.f(f"ix_plan_imports_{name}"), "plan_imports", [name], unique=False)


def downgrade() -> None:
    op.drop_table("plan_imports")
