"""Signing up opens when the bureau says so; and what the bureau decided about conditions and questions."""

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
    op.execute("UPDATE groups SET conditions_decided = true")
    op.execute("UPDATE groups SET asks_nothing = true WHERE id NOT IN (SELECT group_id FROM quotas)")


def downgrade() -> None:
    for name in reversed(ADDED):
        op.drop_column("groups", name)
