"""Lists of who is invited to sign up, from files; and batches of letters that went by e-mail."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")
TABLES = ("invitee_lists", "invitees", "invitee_imports")
INDEXES = (
    ("invitee_lists", "made_by"),
    ("invitees", "municipality_id"),
    ("invitee_imports", "asked_by"),
    ("invitee_imports", "taken_by"),
)


def upgrade() -> None:
    op.create_table(
        "invitee_lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_invitee_lists_channel_id")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_invitee_lists_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitee_lists")),
        sa.UniqueConstraint("channel_id", name=op.f("uq_invitee_lists_channel_id")),
    )
    op.create_table(
        "invitees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("key_hash", sa.String(length=64), nullable=True),
        sa.Column("home_key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("street", sa.String(length=100), nullable=False),
        sa.Column("postcode", sa.String(length=6), nullable=False),
        sa.Column("house_number", sa.String(length=5), nullable=False),
        sa.Column("house_addition", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(name = '') = (cleared_at IS NOT NULL)", name=op.f("ck_invitees_cleared_without_name")),
        sa.CheckConstraint("(home_key = '') = (cleared_at IS NOT NULL)", name=op.f("ck_invitees_cleared_without_home")),
        sa.CheckConstraint(
            "declined_at IS NULL OR cleared_at IS NOT NULL", name=op.f("ck_invitees_cleared_when_declined")
        ),
        sa.ForeignKeyConstraint(["list_id"], ["invitee_lists.id"], name=op.f("fk_invitees_list_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_invitees_theme_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_invitees_letter_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipalities.id"], name=op.f("fk_invitees_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitees")),
        sa.UniqueConstraint("theme_id", "key_hash", name=op.f("uq_invitees_theme_id_key_hash")),
        sa.UniqueConstraint("letter_id", name=op.f("uq_invitees_letter_id")),
    )
    op.create_index("ix_invitees_home", "invitees", ["theme_id", "home_key"])
    op.create_index("ix_invitees_list", "invitees", ["list_id", "id"])
    op.create_table(
        "invitee_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rows", Json, nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("emptied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_invitee_imports_numbered_from_one")),
        sa.CheckConstraint(
            "taken_at IS NULL OR emptied_at IS NOT NULL", name=op.f("ck_invitee_imports_emptied_when_taken")
        ),
        sa.ForeignKeyConstraint(["list_id"], ["invitee_lists.id"], name=op.f("fk_invitee_imports_list_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_invitee_imports_asked_by")),
        sa.ForeignKeyConstraint(["taken_by"], ["people.id"], name=op.f("fk_invitee_imports_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitee_imports")),
        sa.UniqueConstraint("list_id", "number", name=op.f("uq_invitee_imports_list_id_number")),
    )
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    op.add_column("letter_batches", sa.Column("by_mail", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("letter_batches", "by_mail")
    for table in reversed(TABLES):
        op.drop_table(table)
