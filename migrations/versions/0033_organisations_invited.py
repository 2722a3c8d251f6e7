"""Seats offered to organisations, reminders of invitations, and what staff corrected after the seal."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")
WAITS = sa.text("state = 'sent'")
STATES = ("sent", "named", "declined", "expired", "withdrawn")
CHECKS = {
    "answered_at_a_moment": "(state = 'sent') = (answered_at IS NULL)",
    "named_somebody": "(state = 'named') = (invitation_id IS NOT NULL)",
    "reason_of_who_declined": "state = 'declined' OR reason = ''",
    "cleared_without_contact": "(contact = '') = (cleared_at IS NOT NULL)",
    "cleared_without_addresses": ("cleared_at IS NULL OR (address = '' AND deputy_name = '' AND deputy_address = '')"),
    "deputy_with_address": "(deputy_name = '') = (deputy_address = '')",
    "reminded_days_before": "remind_days BETWEEN 0 AND 30",
}
POINTS = {
    "seat_id": "seats",
    "organisation_id": "organisations",
    "invitation_id": "invitations",
    "sent_by": "people",
}


def upgrade() -> None:
    """Code that is still running reminds nobody."""
    named = "organisation_invitations"
    op.create_table(
        named,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("contact", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("again_hash", sa.String(length=64), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="organisation_state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("remind_days", sa.Integer(), nullable=False),
        sa.Column("may_agree", sa.Text(), nullable=False),
        sa.Column("reports_to", sa.Text(), nullable=False),
        sa.Column("deputy_name", sa.String(length=100), nullable=False),
        sa.Column("deputy_address", sa.String(length=254), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lettered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.CheckConstraint(said, name=op.f(f"ck_{named}_{name}")) for name, said in CHECKS.items()),
        *(sa.ForeignKeyConstraint([one], [f"{to}.id"], name=op.f(f"fk_{named}_{one}")) for one, to in POINTS.items()),
        *(
            sa.UniqueConstraint(one, name=op.f(f"uq_{named}_{one}"))
            for one in ("token_hash", "again_hash", "code_hash", "invitation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{named}")),
    )
    for one in ("seat_id", "organisation_id", "sent_by"):
        op.create_index(op.f(f"ix_{named}_{one}"), named, [one], unique=False)
    op.create_index(
        "uq_organisation_invitations_waits", named, ["seat_id"], unique=True, sqlite_where=WAITS, postgresql_where=WAITS
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("fields", Json, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrected_by", sa.Integer(), nullable=True),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(reason = '') = (cleared_at IS NOT NULL)", name=op.f("ck_corrections_reasoned_until_cleared")
        ),
        sa.ForeignKeyConstraint(["registration_id"], ["registrations.id"], name=op.f("fk_corrections_registration_id")),
        sa.ForeignKeyConstraint(["corrected_by"], ["people.id"], name=op.f("fk_corrections_corrected_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    for one in ("registration_id", "corrected_by"):
        op.create_index(op.f(f"ix_corrections_{one}"), "corrections", [one], unique=False)
    for table in ("invitations", "letters"):
        op.add_column(table, sa.Column("again_hash", sa.String(length=64), nullable=True))
        op.create_index(f"uq_{table}_again_hash", table, ["again_hash"], unique=True)
    for table in ("invitations", "invitees"):
        op.add_column(table, sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "ALTER TABLE invitee_lists ADD COLUMN remind_days INTEGER DEFAULT 0 NOT NULL"
        " CONSTRAINT ck_invitee_lists_reminded_days_before CHECK (remind_days BETWEEN 0 AND 30)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE invitee_lists DROP COLUMN remind_days")
    for name in ("invitees", "invitations"):
        op.drop_column(name, "reminded_at")
    for name in ("letters", "invitations"):
        op.drop_index(f"uq_{name}_again_hash", name)
        op.drop_column(name, "again_hash")
    op.drop_table("corrections")
    op.drop_table("organisation_invitations")
