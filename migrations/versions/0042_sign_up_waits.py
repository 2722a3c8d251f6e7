"""Signing up opens when the bureau says so, what it decided about conditions and questions, and receipts to print."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

ADDED = ("sign_up_waits", "conditions_decided", "asks_nothing")


def upgrade() -> None:
    """Of groups that are there already signing up stays as it was, and what was not asked counts as decided."""
    for name in ADDED:
        op.add_column("groups", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("arrivals", sa.Column("receipt_waits", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("UPDATE groups SET conditions_decided = true")
    op.execute("UPDATE groups SET asks_nothing = true WHERE id NOT IN (SELECT group_id FROM quotas)")


def downgrade() -> None:
    op.drop_column("arrivals", "receipt_waits")
    for name in reversed(ADDED):
        op.drop_column("groups", name)
