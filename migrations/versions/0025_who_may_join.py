"""Who may join a group, who signed up twice, and who lives together."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ASKED = ("asks_place", "asks_no_office", "one_per_household")
COUNTED = ("turned_away_age", "turned_away_place", "turned_away_office")
MET = ("of_age", "of_place", "no_office")
ADDRESS = {"postcode": 6, "house_number": 5, "house_addition": 20}
SPLIT = sa.text("household_key <> ''")


def upgrade() -> None:
    """Code that is still running asks none of it; whoever signs up there is not known to meet a condition."""
    for name in ASKED:
        op.add_column("groups", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
    for name in COUNTED:
        op.add_column("groups", sa.Column(name, sa.Integer(), server_default="0", nullable=False))
    for name in MET:
        op.add_column("registrations", sa.Column(name, sa.Boolean(), nullable=True))
    for name, length in ADDRESS.items():
        op.add_column(
            "registrations", sa.Column(name, sa.String(length=length), server_default=sa.text("''"), nullable=False)
        )
    op.execute(
        "ALTER TABLE registrations ADD COLUMN household_key VARCHAR(40) DEFAULT '' NOT NULL"
        " CONSTRAINT ck_registrations_household_by_address CHECK"
        " ((household_key = '') = (postcode = '') AND (household_key = '') = (house_number = ''))"
    )
    op.create_index("ix_registrations_household", "registrations", ["theme_id", "household_key"], unique=False)
    op.create_table(
        "registration_pairs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_registration_pairs_earlier_one_first")),
        sa.ForeignKeyConstraint(["first_id"], ["registrations.id"], name=op.f("fk_registration_pairs_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["registrations.id"], name=op.f("fk_registration_pairs_second_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_registration_pairs_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_pairs")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_registration_pairs_first_id_second_id")),
    )
    for name in ("second_id", "decided_by"):
        op.create_index(op.f(f"ix_registration_pairs_{name}"), "registration_pairs", [name], unique=False)
    op.create_table(
        "household_splits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("household_key", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("split_by", sa.Integer(), nullable=True),
        sa.Column("split_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_household_splits_split_with_a_reason")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_household_splits_group_id")),
        sa.ForeignKeyConstraint(["split_by"], ["people.id"], name=op.f("fk_household_splits_split_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_splits")),
    )
    for name in ("group_id", "split_by"):
        op.create_index(op.f(f"ix_household_splits_{name}"), "household_splits", [name], unique=False)
    op.create_index(
        "uq_household_splits_address",
        "household_splits",
        ["group_id", "household_key"],
        unique=True,
        sqlite_where=SPLIT,
        postgresql_where=SPLIT,
    )


def downgrade() -> None:
    op.drop_table("household_splits")
    op.drop_table("registration_pairs")
    op.drop_index("ix_registrations_household", table_name="registrations")
    op.execute("ALTER TABLE registrations DROP COLUMN household_key")
    for name in (*ADDRESS, *MET):
        op.drop_column("registrations", name)
    for name in (*COUNTED, *ASKED):
        op.drop_column("groups", name)
