"""Ways to set a group up that the bureau keeps."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")
SortKey = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "group_setups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("sort_key", SortKey, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("evenings", sa.Integer(), nullable=False),
        sa.Column("weeks_between", sa.Integer(), nullable=False),
        sa.Column("shares", Json, nullable=False),
        sa.Column("compensation", sa.Text(), nullable=False),
        sa.Column("costs", sa.Text(), nullable=False),
        sa.Column("weeks", Json, nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("people BETWEEN 1 AND 500", name=op.f("ck_group_setups_people_of_a_group")),
        sa.CheckConstraint("evenings BETWEEN 1 AND 20", name=op.f("ck_group_setups_some_evenings")),
        sa.CheckConstraint("weeks_between BETWEEN 1 AND 26", name=op.f("ck_group_setups_weeks_between_evenings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_setups")),
        sa.UniqueConstraint("sort_key", name=op.f("uq_group_setups_sort_key")),
    )


def downgrade() -> None:
    op.drop_table("group_setups")
