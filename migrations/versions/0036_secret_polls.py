"""Secret polls: two keys, a box for each line of the roll, and the ballots that came out of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

CHECKS = {
    "box_opened_after_it_closed": "box_opened_at >= closes_at",
    "only_a_secret_poll_has_a_box": "box_opened_at IS NULL OR secret",
    "established_from_an_open_box": "NOT secret OR established_at IS NULL OR box_opened_at IS NOT NULL",
}


def upgrade() -> None:
    op.add_column("polls", sa.Column("secret", sa.Boolean(), server_default=sa.false(), nullable=False))
    checks = " ".join(f"CONSTRAINT ck_polls_{name} CHECK ({condition})" for name, condition in CHECKS.items())
    moment = "TIMESTAMP WITH TIME ZONE" if op.get_bind().dialect.name == "postgresql" else "DATETIME"
    op.execute(f"ALTER TABLE polls ADD COLUMN box_opened_at {moment} {checks}")
    op.add_column("poll_roll", sa.Column("voted", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "poll_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("layer", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("public_key", sa.String(length=44), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("layer IN (0, 1)", name=op.f("ck_poll_keys_inner_or_outer")),
        sa.ForeignKeyConstraint(["holder_id"], ["people.id"], name=op.f("fk_poll_keys_holder_id")),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_poll_keys_poll_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_keys")),
        sa.UniqueConstraint("poll_id", "holder_id", name=op.f("uq_poll_keys_poll_id_holder_id")),
        sa.UniqueConstraint("poll_id", "layer", name=op.f("uq_poll_keys_poll_id_layer")),
    )
    op.create_index(op.f("ix_poll_keys_holder_id"), "poll_keys", ["holder_id"], unique=False)
    op.create_table(
        "secret_boxes",
        sa.Column("roll_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_secret_boxes_poll_id")),
        sa.ForeignKeyConstraint(["roll_id"], ["poll_roll.id"], name=op.f("fk_secret_boxes_roll_id")),
        sa.PrimaryKeyConstraint("roll_id", name=op.f("pk_secret_boxes")),
    )
    op.create_index(op.f("ix_secret_boxes_poll_id"), "secret_boxes", ["poll_id"], unique=False)
    op.create_table(
        "opened_ballots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=40), nullable=False),
        sa.Column("choice", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("of_group", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["poll_questions.id"], name=op.f("fk_opened_ballots_question_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opened_ballots")),
        sa.UniqueConstraint("question_id", "receipt", name=op.f("uq_opened_ballots_question_id_receipt")),
    )


def downgrade() -> None:
    """Secret polls go with all that belongs to them: they would be read as polls by name."""
    op.drop_table("opened_ballots")
    op.drop_table("secret_boxes")
    op.drop_table("poll_keys")
    op.execute("DELETE FROM poll_roll WHERE poll_id IN (SELECT id FROM polls WHERE secret)")
    op.execute("DELETE FROM polls WHERE secret")
    op.drop_column("poll_roll", "voted")
    op.drop_column("polls", "box_opened_at")
    op.drop_column("polls", "secret")
