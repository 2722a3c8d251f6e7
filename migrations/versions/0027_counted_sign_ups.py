"""Indexes in which all sign-ups of a theme are counted, without reading them."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

UNCONFIRMED = sa.text("confirmed_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_registrations_counted", "registrations", ["theme_id", "interest_id", "municipality_id", "state"]
    )
    op.create_index("ix_people_unconfirmed", "people", ["id"], sqlite_where=UNCONFIRMED, postgresql_where=UNCONFIRMED)


def downgrade() -> None:
    op.drop_index("ix_people_unconfirmed", table_name="people")
    op.drop_index("ix_registrations_counted", table_name="registrations")
