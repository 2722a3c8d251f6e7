"""Figures and milestones can come off the agenda, and two people may edit a source."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ENDING = ("agenda_figures", "agenda_milestones")


def upgrade() -> None:
    """The defaults keep the code that is still running at work; both databases check the rows that are there."""
    for table in ENDING:
        op.execute(f"ALTER TABLE {table} ADD COLUMN ended_on DATE")
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN end_reason TEXT DEFAULT '' NOT NULL "
            f"CONSTRAINT ck_{table}_ended_with_reason CHECK ((ended_on IS NULL) = (end_reason = ''))"
        )
    op.execute("ALTER TABLE sources ADD COLUMN version INTEGER DEFAULT 1 NOT NULL")


def downgrade() -> None:
    op.execute("ALTER TABLE sources DROP COLUMN version")
    for table in reversed(ENDING):
        op.execute(f"ALTER TABLE {table} DROP COLUMN end_reason")
        op.execute(f"ALTER TABLE {table} DROP COLUMN ended_on")
