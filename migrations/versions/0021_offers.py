"""Whoever is drawn is offered a place, and answers; who comes instead is next in line until a day."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")
SENT = sa.text("state = 'sent'")
STATES = ("sent", "accepted", "declined", "expired")


def upgrade() -> None:
    op.add_column("draws", sa.Column("answer_days", sa.Integer(), server_default="7", nullable=False))
    op.add_column("draws", sa.Column("replace_until", sa.Date(), nullable=True))
    op.create_table(
        "offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("line", Json, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="offer_state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_offers_numbered_from_one")),
        sa.CheckConstraint("(state = 'sent') = (answered_at IS NULL)", name=op.f("ck_offers_answered_at_a_moment")),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_offers_answered_by")),
        sa.ForeignKeyConstraint(["draw_id"], ["draws.id"], name=op.f("fk_offers_draw_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registrations.id"], name=op.f("fk_offers_registration_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_offers_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
        sa.UniqueConstraint("draw_id", "number", name=op.f("uq_offers_draw_id_number")),
        sa.UniqueConstraint("draw_id", "registration_id", name=op.f("uq_offers_draw_id_registration_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_offers_token_hash")),
    )
    op.create_index(op.f("ix_offers_answered_by"), "offers", ["answered_by"], unique=False)
    op.create_index(op.f("ix_offers_registration_id"), "offers", ["registration_id"], unique=False)
    op.create_index("ix_offers_seat_id", "offers", ["seat_id"], unique=False)
    op.create_index("uq_offers_sent", "offers", ["seat_id"], unique=True, sqlite_where=SENT, postgresql_where=SENT)


def downgrade() -> None:
    op.drop_table("offers")
    for name in ("answer_days", "replace_until"):
        op.execute(f"ALTER TABLE draws DROP COLUMN {name}")
