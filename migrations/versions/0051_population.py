"""How many people give an answer, by municipality; what demands were started from; and the questions of a setup."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

REASONS = """UPDATE asked SET why = COALESCE((
    SELECT quotas.justification FROM quotas
    WHERE quotas.group_id = asked.group_id AND quotas.feature = asked.feature ORDER BY quotas.id LIMIT 1), '')"""


def upgrade() -> None:
    """A question has a reason of its own from here on, beside that of each of its demands: until now it was the same
    for all of them, and the first one had it."""
    kind = sa.JSON().with_variant(JSONB(), "postgresql")
    op.create_table(
        "population",
        sa.Column("municipality_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_population_people_or_nobody")),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipalities.id"],
            name=op.f("fk_population_municipality_id_municipalities"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_population_source_id_sources")),
        sa.PrimaryKeyConstraint("municipality_id", "question", "answer", name=op.f("pk_population")),
    )
    op.create_index(op.f("ix_population_source_id"), "population", ["source_id"])
    op.add_column("asked", sa.Column("why", sa.Text(), server_default="", nullable=False))
    op.add_column("asked", sa.Column("started_from", kind, server_default="{}", nullable=False))
    op.add_column("group_setups", sa.Column("questions", kind, server_default="[]", nullable=False))
    op.execute(REASONS)


def downgrade() -> None:
    op.drop_column("group_setups", "questions")
    op.drop_column("asked", "started_from")
    op.drop_column("asked", "why")
    op.drop_index(op.f("ix_population_source_id"), table_name="population")
    op.drop_table("population")
