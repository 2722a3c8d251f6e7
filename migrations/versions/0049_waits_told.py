"""The last day on which the bureau was reminded that signing up still waits."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("groups", sa.Column("waits_told_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("groups", "waits_told_on")
