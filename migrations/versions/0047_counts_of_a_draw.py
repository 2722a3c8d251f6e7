"""The counts of a composition as they were when a draw was announced."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of draws of before this nobody counted; their pages go on counting what there is."""
    kind = sa.JSON().with_variant(JSONB(), "postgresql")
    op.add_column("draws", sa.Column("counted", kind, server_default="{}", nullable=False))


def downgrade() -> None:
    op.drop_column("draws", "counted")
