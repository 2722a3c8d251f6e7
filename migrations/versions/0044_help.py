"""The kind of compensation of a group, the help that it offers, and who needs which."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")
TABLES = "groups", "group_setups"


def upgrade() -> None:
    """What was written about money and help stays as it is; of which kind it is nobody said yet."""
    for table in TABLES:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN compensation_kind VARCHAR(40)"
            f" CONSTRAINT ck_{table}_compensation_kind CHECK (compensation_kind IN ('money', 'voucher', 'none'))"
            f" CONSTRAINT ck_{table}_none_without_words"
            " CHECK ((compensation_kind = 'none') = (compensation = ''))"
        )
        op.add_column(table, sa.Column("help_offered", Json, server_default=sa.text("'[]'"), nullable=False))
    op.add_column("registrations", sa.Column("help_needed", Json, server_default=sa.text("'[]'"), nullable=False))


def downgrade() -> None:
    op.drop_column("registrations", "help_needed")
    for table in TABLES:
        op.drop_column(table, "help_offered")
        op.execute(f"ALTER TABLE {table} DROP COLUMN compensation_kind")
