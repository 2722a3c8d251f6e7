"""The witness that is named for a draw, and the councils that checked its files."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Who confirmed a draw before this stands in the draw itself, as it does for who confirms one from now on."""
    op.create_table(
        "draw_witnesses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("office", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("again_hash", sa.String(length=64), nullable=True),
        sa.Column("good_until", sa.Date(), nullable=True),
        sa.Column("named_by", sa.Integer(), nullable=True),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_name", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("office <> ''", name=op.f("ck_draw_witnesses_has_an_office")),
        sa.CheckConstraint(
            "person_id IS NULL OR (name = '' AND address = '')", name=op.f("ck_draw_witnesses_named_in_one_way")
        ),
        sa.CheckConstraint(
            "confirmed_at IS NOT NULL OR shown_name = ''", name=op.f("ck_draw_witnesses_shown_by_who_confirmed")
        ),
        sa.CheckConstraint(
            "(token_hash IS NULL AND again_hash IS NULL) OR good_until IS NOT NULL",
            name=op.f("ck_draw_witnesses_links_end"),
        ),
        sa.ForeignKeyConstraint(["draw_id"], ["draws.id"], name=op.f("fk_draw_witnesses_draw_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_draw_witnesses_person_id")),
        sa.ForeignKeyConstraint(["named_by"], ["people.id"], name=op.f("fk_draw_witnesses_named_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_witnesses")),
        sa.UniqueConstraint("draw_id", name=op.f("uq_draw_witnesses_draw_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_draw_witnesses_token_hash")),
        sa.UniqueConstraint("again_hash", name=op.f("uq_draw_witnesses_again_hash")),
    )
    for column in ("person_id", "named_by"):
        op.create_index(op.f(f"ix_draw_witnesses_{column}"), "draw_witnesses", [column], unique=False)
    op.create_table(
        "draw_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("in_order", sa.Boolean(), nullable=False),
        sa.Column("with_result", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("in_order OR remark <> ''", name=op.f("ck_draw_checks_says_what_is_wrong")),
        sa.ForeignKeyConstraint(["draw_id"], ["draws.id"], name=op.f("fk_draw_checks_draw_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_draw_checks_municipality_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_draw_checks_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_checks")),
    )
    for column in ("draw_id", "municipality_id", "person_id"):
        op.create_index(op.f(f"ix_draw_checks_{column}"), "draw_checks", [column], unique=False)


def downgrade() -> None:
    op.drop_table("draw_checks")
    op.drop_table("draw_witnesses")
