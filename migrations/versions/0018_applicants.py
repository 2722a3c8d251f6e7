"""Whether who signed up without a place may hand in proposals, and which proposals came from them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

COLUMNS = (("themes", "applicants_write"), ("proposals", "from_applicant"))


def upgrade() -> None:
    """Code that is still running knows neither: its themes are for their groups, and so are its proposals."""
    for table, column in COLUMNS:
        op.add_column(table, sa.Column(column, sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    for table, column in reversed(COLUMNS):
        op.drop_column(table, column)
