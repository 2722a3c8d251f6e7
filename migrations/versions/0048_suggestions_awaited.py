"""A suggestion is asked for first and computed by the worker afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every suggestion of before this was computed when it was asked for."""
    with op.batch_alter_table("suggestions") as table:
        table.add_column(sa.Column("computed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE suggestions SET computed_at = asked_at")
    with op.batch_alter_table("suggestions") as table:
        table.create_check_constraint(
            op.f("ck_suggestions_taken_when_computed"), "taken_at IS NULL OR computed_at IS NOT NULL"
        )


def downgrade() -> None:
    """Those that nobody computed have nothing to show."""
    op.execute("DELETE FROM suggestions WHERE computed_at IS NULL")
    with op.batch_alter_table("suggestions") as table:
        table.drop_constraint(op.f("ck_suggestions_taken_when_computed"), type_="check")
        table.drop_column("computed_at")
