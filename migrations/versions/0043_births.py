"""By which it is seen that two sign-ups have the same name and year of birth."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of who signed up before this the year is not known any more, so they get none."""
    op.add_column(
        "registrations", sa.Column("birth_hash", sa.String(length=64), nullable=False, server_default=sa.text("''"))
    )


def downgrade() -> None:
    op.drop_column("registrations", "birth_hash")
