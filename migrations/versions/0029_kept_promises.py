"""Until when the file of a draw is there."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Draws of before keep their file as long as the answers."""
    op.add_column("draws", sa.Column("file_until", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("draws", "file_until")
