"""Who must be called because no mail reaches them, and the role of caller."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

BEFORE = (
    "participant",
    "representative",
    "moderator",
    "assessor",
    "municipality_officer",
    "clerk",
    "council_member",
    "alderman",
    "bureau",
    "administrator",
)


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("dedupe_key", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "again",
                "reached",
                "not_reached",
                name="call_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("(state = 'waiting') = (called_at IS NULL)", name=op.f("ck_calls_called_at_a_moment")),
        sa.CheckConstraint("state IN ('waiting', 'again') OR body = ''", name=op.f("ck_calls_wiped_when_done")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_calls_theme_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_calls_person_id")),
        sa.ForeignKeyConstraint(["called_by"], ["people.id"], name=op.f("fk_calls_called_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_calls_dedupe_key")),
    )
    op.create_index("ix_calls_theme_id", "calls", ["theme_id", "state"], unique=False)
    op.create_index(op.f("ix_calls_person_id"), "calls", ["person_id"], unique=False)
    op.create_index(op.f("ix_calls_called_by"), "calls", ["called_by"], unique=False)
    _roles((*BEFORE, "caller"))


def downgrade() -> None:
    op.execute("DELETE FROM role_grants WHERE role = 'caller'")
    _roles(BEFORE)
    op.drop_table("calls")


def _roles(known: tuple[str, ...]) -> None:
    """SQLite builds the table anew, which it may: no other table points to it."""
    with op.batch_alter_table("role_grants") as table:
        table.drop_constraint(op.f("ck_role_grants_role"), type_="check")
        table.create_check_constraint(op.f("ck_role_grants_role"), f"role IN {known}")
