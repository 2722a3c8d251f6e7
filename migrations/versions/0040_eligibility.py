"""Whether who was invited into a group, or stands in there, meets its conditions."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of who was invited before this it is not known."""
    op.create_table(
        "eligibilities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("of_age", sa.Boolean(), nullable=True),
        sa.Column("of_place", sa.Boolean(), nullable=True),
        sa.Column("no_office", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_eligibilities_group_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_eligibilities_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eligibilities")),
        sa.UniqueConstraint("group_id", "person_id", name=op.f("uq_eligibilities_group_id_person_id")),
    )
    op.create_index(op.f("ix_eligibilities_person_id"), "eligibilities", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("eligibilities")
