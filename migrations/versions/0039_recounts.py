"""The votes of a poll are counted again by a second person before its result is definitive."""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was established before this was counted by one person, and stays so."""
    moment = "TIMESTAMP WITH TIME ZONE" if op.get_bind().dialect.name == "postgresql" else "DATETIME"
    op.execute(
        f"ALTER TABLE polls ADD COLUMN recounted_at {moment}"
        " CONSTRAINT ck_polls_recounted_after_it_closed CHECK (recounted_at >= closes_at)"
    )
    op.execute(
        "ALTER TABLE polls ADD COLUMN recounted_by_id INTEGER"
        " CONSTRAINT fk_polls_recounted_by_id REFERENCES people (id)"
        " CONSTRAINT ck_polls_recounted_by_another CHECK (recounted_by_id <> established_by_id)"
    )
    op.create_index(op.f("ix_polls_recounted_by_id"), "polls", ["recounted_by_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_polls_recounted_by_id"), table_name="polls")
    op.drop_column("polls", "recounted_by_id")
    op.drop_column("polls", "recounted_at")
