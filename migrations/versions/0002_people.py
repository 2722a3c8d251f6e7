"""People, how they sign in, and their roles."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("sort_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("address_key", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("totp_secret", sa.String(length=300), nullable=False),
        sa.Column("totp_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=False),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(erased_at IS NOT NULL) = (address = '')", name=op.f("ck_people_erased_without_address")),
        sa.CheckConstraint("(erased_at IS NOT NULL) = (name = '')", name=op.f("ck_people_erased_without_name")),
        sa.CheckConstraint(
            "erased_at IS NULL OR (password_hash = '' AND totp_secret = '')", name=op.f("ck_people_erased_without_keys")
        ),
        sa.CheckConstraint("totp_since IS NULL OR totp_secret <> ''", name=op.f("ck_people_enrolled_with_a_secret")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipalities.id"], name=op.f("fk_people_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_index(op.f("ix_people_address_key"), "people", ["address_key"], unique=False)
    op.create_index(op.f("ix_people_municipality_id"), "people", ["municipality_id"], unique=False)
    op.create_index(op.f("ix_people_sort_key"), "people", ["sort_key"], unique=False)
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_recovery_codes_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
    )
    op.create_index("uq_recovery_codes_person_id_code_hash", "recovery_codes", ["person_id", "code_hash"], unique=True)
    op.create_table(
        "role_grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
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
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "scope_kind",
            sa.Enum(
                "region",
                "municipality",
                "organisation",
                "theme",
                "group",
                "assessment",
                name="scope_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("scope_id", sa.Integer(), nullable=True),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint("(ended_at IS NULL) = (reason = '')", name=op.f("ck_role_grants_ended_with_a_reason")),
        sa.CheckConstraint(
            "(scope_kind = 'region') = (scope_id IS NULL)", name=op.f("ck_role_grants_scope_has_its_row")
        ),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_role_grants_ended_by_somebody")),
        sa.CheckConstraint("given_by <> person_id", name=op.f("ck_role_grants_nobody_serves_himself")),
        sa.ForeignKeyConstraint(["ended_by"], ["people.id"], name=op.f("fk_role_grants_ended_by")),
        sa.ForeignKeyConstraint(["given_by"], ["people.id"], name=op.f("fk_role_grants_given_by")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_role_grants_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grants")),
    )
    op.create_index(op.f("ix_role_grants_ended_by"), "role_grants", ["ended_by"], unique=False)
    op.create_index(op.f("ix_role_grants_given_by"), "role_grants", ["given_by"], unique=False)
    op.create_index("ix_role_grants_scope", "role_grants", ["scope_kind", "scope_id", "role"], unique=False)
    op.create_index(
        "uq_role_grants_held",
        "role_grants",
        ["person_id", "role", "scope_kind", "scope_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL AND scope_id IS NOT NULL"),
        postgresql_where=sa.text("ended_at IS NULL AND scope_id IS NOT NULL"),
    )
    op.create_index(
        "uq_role_grants_held_in_region",
        "role_grants",
        ["person_id", "role"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL AND scope_id IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL AND scope_id IS NULL"),
    )
    op.create_table(
        "second_factor_resets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "approved",
                "withdrawn",
                name="reset_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'asked') = (decided_at IS NULL)", name=op.f("ck_second_factor_resets_decided_iff_dated")
        ),
        sa.CheckConstraint(
            "state <> 'approved' OR (decided_by <> asked_by AND decided_by <> person_id)",
            name=op.f("ck_second_factor_resets_two_people"),
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_second_factor_resets_decided_by_somebody")
        ),
        sa.CheckConstraint("asked_by <> person_id", name=op.f("ck_second_factor_resets_not_asked_for_oneself")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_second_factor_resets_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_second_factor_resets_decided_by")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_second_factor_resets_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factor_resets")),
    )
    op.create_index(op.f("ix_second_factor_resets_asked_by"), "second_factor_resets", ["asked_by"], unique=False)
    op.create_index(op.f("ix_second_factor_resets_decided_by"), "second_factor_resets", ["decided_by"], unique=False)
    op.create_index(
        "uq_second_factor_resets_open",
        "second_factor_resets",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )
    op.create_table(
        "sign_in_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("sign_in", "change_address", name="purpose", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("next_path", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose <> 'change_address' OR person_id IS NOT NULL", name=op.f("ck_sign_in_tokens_change_is_somebodys")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_sign_in_tokens_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_tokens_token_hash")),
    )
    op.create_index("ix_sign_in_tokens_expires_at", "sign_in_tokens", ["expires_at"], unique=False)
    op.create_index(op.f("ix_sign_in_tokens_person_id"), "sign_in_tokens", ["person_id"], unique=False)


def downgrade() -> None:

    op.drop_index(op.f("ix_sign_in_tokens_person_id"), table_name="sign_in_tokens")
    op.drop_index("ix_sign_in_tokens_expires_at", table_name="sign_in_tokens")
    op.drop_table("sign_in_tokens")
    op.drop_index(
        "uq_second_factor_resets_open",
        table_name="second_factor_resets",
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )
    op.drop_index(op.f("ix_second_factor_resets_decided_by"), table_name="second_factor_resets")
    op.drop_index(op.f("ix_second_factor_resets_asked_by"), table_name="second_factor_resets")
    op.drop_table("second_factor_resets")
    op.drop_index(
        "uq_role_grants_held_in_region",
        table_name="role_grants",
        sqlite_where=sa.text("ended_at IS NULL AND scope_id IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL AND scope_id IS NULL"),
    )
    op.drop_index(
        "uq_role_grants_held",
        table_name="role_grants",
        sqlite_where=sa.text("ended_at IS NULL AND scope_id IS NOT NULL"),
        postgresql_where=sa.text("ended_at IS NULL AND scope_id IS NOT NULL"),
    )
    op.drop_index("ix_role_grants_scope", table_name="role_grants")
    op.drop_index(op.f("ix_role_grants_given_by"), table_name="role_grants")
    op.drop_index(op.f("ix_role_grants_ended_by"), table_name="role_grants")
    op.drop_table("role_grants")
    op.drop_index("uq_recovery_codes_person_id_code_hash", table_name="recovery_codes")
    op.drop_table("recovery_codes")
    op.drop_index(op.f("ix_people_sort_key"), table_name="people")
    op.drop_index(op.f("ix_people_municipality_id"), table_name="people")
    op.drop_index(op.f("ix_people_address_key"), table_name="people")
    op.drop_table("people")
