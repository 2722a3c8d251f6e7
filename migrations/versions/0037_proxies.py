"""Proxies: how many votes one person may cast for others in a poll, and who may vote for whom."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

CHECKS = {
    "few_proxies": "proxies BETWEEN 0 AND 3",
    "proxies_within_a_group": "proxies = 0 OR electorate = 'group'",
}


def upgrade() -> None:
    checks = " ".join(f"CONSTRAINT ck_polls_{name} CHECK ({condition})" for name, condition in CHECKS.items())
    op.execute(f"ALTER TABLE polls ADD COLUMN proxies INTEGER DEFAULT 0 NOT NULL {checks}")
    op.create_table(
        "poll_proxies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("giver_id <> holder_id", name=op.f("ck_poll_proxies_to_another")),
        sa.ForeignKeyConstraint(["giver_id"], ["people.id"], name=op.f("fk_poll_proxies_giver_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["people.id"], name=op.f("fk_poll_proxies_holder_id")),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_poll_proxies_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_proxies")),
        sa.UniqueConstraint("poll_id", "giver_id", name=op.f("uq_poll_proxies_poll_id_giver_id")),
    )
    op.create_index(op.f("ix_poll_proxies_giver_id"), "poll_proxies", ["giver_id"], unique=False)
    op.create_index(op.f("ix_poll_proxies_holder_id"), "poll_proxies", ["holder_id"], unique=False)


def downgrade() -> None:
    op.drop_table("poll_proxies")
    op.drop_column("polls", "proxies")
