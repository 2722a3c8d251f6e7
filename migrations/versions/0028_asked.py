"""How a feature of the composition is asked: the rules by which its value follows from what somebody fills in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")
SOURCES = "answer", "birth_year", "postcode", "list"


def upgrade() -> None:
    op.create_table(
        "asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("feature", sa.String(length=60), nullable=False),
        sa.Column(
            "source",
            sa.Enum(*SOURCES, name="source", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("rules", Json, nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(source = 'birth_year') = (year IS NOT NULL)", name=op.f("ck_asked_ages_in_a_year")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_asked_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked")),
        sa.UniqueConstraint("group_id", "feature", name=op.f("uq_asked_group_id_feature")),
    )


def downgrade() -> None:
    op.drop_table("asked")
