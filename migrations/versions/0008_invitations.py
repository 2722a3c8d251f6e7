"""Who was invited by the bureau is told apart from who made an account and never confirmed it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

people = sa.table(
    "people",
    sa.column("id", sa.Integer),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("invited_at", sa.DateTime(timezone=True)),
)
events = sa.table(
    "audit_events",
    sa.column("kind", sa.String),
    sa.column("subject_id", sa.Integer),
    sa.column("data", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
)


def upgrade() -> None:
    """The code that still runs knows no such column and leaves it empty; the log says who was invited before."""
    op.add_column("people", sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True))
    registered = events.c.kind == "accounts.person_registered"
    invited = sa.select(events.c.subject_id).where(registered, events.c.data["how"].as_string() == "invited")
    op.execute(people.update().where(people.c.id.in_(invited)).values(invited_at=people.c.created_at))


def downgrade() -> None:
    op.drop_column("people", "invited_at")
