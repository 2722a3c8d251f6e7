"""Groups with seats and quotas, the ways to a seat, and the meetings of a group."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("compensation", sa.Text(), nullable=False),
        sa.Column("costs", sa.Text(), nullable=False),
        sa.Column("welcome", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("size BETWEEN 1 AND 500", name=op.f("ck_groups_size_of_a_group")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_groups_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sa.UniqueConstraint("theme_id", name=op.f("uq_groups_theme_id")),
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("online_note", sa.Text(), nullable=False),
        sa.Column("access_note", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "held",
                "cancelled",
                name="meeting_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'cancelled') = (reason <> '')", name=op.f("ck_meetings_cancelled_with_a_reason")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_meetings_begins_before_it_ends")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_meetings_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("theme_id", "number", name=op.f("uq_meetings_theme_id_number")),
    )
    op.create_table(
        "registrations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("interest_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("answers", Json, nullable=False),
        sa.Column("evenings", Json, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "registered",
                "withdrawn",
                "seated",
                "not_seated",
                name="registration_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'registered') = (decided_at IS NULL)", name=op.f("ck_registrations_decided_at_a_moment")
        ),
        sa.CheckConstraint(
            "state <> 'not_seated' OR reason <> '' OR cleared_at IS NOT NULL",
            name=op.f("ck_registrations_refused_with_reason"),
        ),
        sa.ForeignKeyConstraint(["interest_id"], ["interests.id"], name=op.f("fk_registrations_interest_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_registrations_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_registrations_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_registrations_person_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_registrations_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
    )
    op.create_index(op.f("ix_registrations_interest_id"), "registrations", ["interest_id"], unique=False)
    op.create_index(op.f("ix_registrations_municipality_id"), "registrations", ["municipality_id"], unique=False)
    op.create_index(op.f("ix_registrations_organisation_id"), "registrations", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_registrations_person_id"), "registrations", ["person_id"], unique=False)
    op.create_index("ix_registrations_theme_id", "registrations", ["theme_id"], unique=False)
    op.create_index(
        "uq_registrations_open",
        "registrations",
        ["theme_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('registered', 'seated')"),
        postgresql_where=sa.text("state IN ('registered', 'seated')"),
    )
    op.create_table(
        "attendances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("came", "excused", "absent", name="presence", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_attendances_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_attendances_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendances")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_attendances_meeting_id_person_id")),
    )
    op.create_index(op.f("ix_attendances_person_id"), "attendances", ["person_id"], unique=False)
    op.create_table(
        "draws",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("pool_size", sa.Integer(), nullable=False),
        sa.Column("pool_sha256", sa.String(length=64), nullable=False),
        sa.Column("result", Json, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("drawn_by", sa.Integer(), nullable=True),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number = 1 OR reason <> ''", name=op.f("ck_draws_repeated_with_a_reason")),
        sa.CheckConstraint("length(pool_sha256) = 64", name=op.f("ck_draws_pool_has_a_hash")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_draws_numbered_from_one")),
        sa.ForeignKeyConstraint(["drawn_by"], ["people.id"], name=op.f("fk_draws_drawn_by")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_draws_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draws")),
        sa.UniqueConstraint("group_id", "number", name=op.f("uq_draws_group_id_number")),
    )
    op.create_index(op.f("ix_draws_drawn_by"), "draws", ["drawn_by"], unique=False)
    op.create_table(
        "minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("published_at IS NULL OR text <> ''", name=op.f("ck_minutes_nothing_empty_is_published")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_minutes_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_minutes_meeting_id")),
    )
    op.create_table(
        "quotas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("feature", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.Column("justification", sa.Text(), nullable=False),
        sa.CheckConstraint("justification <> ''", name=op.f("ck_quotas_justified")),
        sa.CheckConstraint("0 <= minimum AND minimum <= maximum", name=op.f("ck_quotas_least_and_most")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_quotas_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotas")),
        sa.UniqueConstraint("group_id", "feature", "value", name=op.f("uq_quotas_group_id_feature_value")),
    )
    op.create_table(
        "seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("interest_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column(
            "filling",
            sa.Enum(
                "invited",
                "assigned",
                "drawn",
                name="seat_filling",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "promised",
                "filled",
                "left",
                name="seat_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("home_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'left') = (left_at IS NOT NULL)", name=op.f("ck_seats_left_at_a_moment")),
        sa.CheckConstraint("(state = 'left') = (reason <> '')", name=op.f("ck_seats_left_with_a_reason")),
        sa.CheckConstraint(
            "(state IN ('filled', 'left')) = (filled_at IS NOT NULL)", name=op.f("ck_seats_filled_at_a_moment")
        ),
        sa.CheckConstraint(
            "(state IN ('filled', 'left')) = (person_id IS NOT NULL)", name=op.f("ck_seats_filled_by_somebody")
        ),
        sa.CheckConstraint("home_id IS NULL OR municipality_id IS NULL", name=op.f("ck_seats_one_municipality")),
        sa.CheckConstraint("left_at >= filled_at", name=op.f("ck_seats_left_after_it_was_filled")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_seats_group_id")),
        sa.ForeignKeyConstraint(["home_id"], ["municipalities.id"], name=op.f("fk_seats_home_id")),
        sa.ForeignKeyConstraint(["interest_id"], ["interests.id"], name=op.f("fk_seats_interest_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipalities.id"], name=op.f("fk_seats_municipality_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_seats_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_seats_person_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["seats.id"], name=op.f("fk_seats_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_seats_replaces_id")),
    )
    op.create_index(op.f("ix_seats_group_id"), "seats", ["group_id"], unique=False)
    op.create_index(op.f("ix_seats_home_id"), "seats", ["home_id"], unique=False)
    op.create_index(op.f("ix_seats_interest_id"), "seats", ["interest_id"], unique=False)
    op.create_index(op.f("ix_seats_municipality_id"), "seats", ["municipality_id"], unique=False)
    op.create_index(op.f("ix_seats_organisation_id"), "seats", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_seats_person_id"), "seats", ["person_id"], unique=False)
    op.create_index(
        "uq_seats_sits",
        "seats",
        ["group_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("state = 'filled'"),
        postgresql_where=sa.text("state = 'filled'"),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("address_key", sa.String(length=300), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "sent",
                "accepted",
                "declined",
                "expired",
                name="invitation_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(address = '') = (cleared_at IS NOT NULL)", name=op.f("ck_invitations_cleared_without_address")
        ),
        sa.CheckConstraint(
            "(state = 'accepted') = (person_id IS NOT NULL)", name=op.f("ck_invitations_accepted_by_somebody")
        ),
        sa.CheckConstraint(
            "(state = 'sent') = (answered_at IS NULL)", name=op.f("ck_invitations_answered_at_a_moment")
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_invitations_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_invitations_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_invitations_seat_id")),
        sa.ForeignKeyConstraint(["sent_by"], ["people.id"], name=op.f("fk_invitations_sent_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    op.create_index(op.f("ix_invitations_address_key"), "invitations", ["address_key"], unique=False)
    op.create_index(op.f("ix_invitations_organisation_id"), "invitations", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_invitations_person_id"), "invitations", ["person_id"], unique=False)
    op.create_index("ix_invitations_seat_id", "invitations", ["seat_id"], unique=False)
    op.create_index(op.f("ix_invitations_sent_by"), "invitations", ["sent_by"], unique=False)
    op.create_index(
        "uq_invitations_sent",
        "invitations",
        ["seat_id"],
        unique=True,
        sqlite_where=sa.text("state = 'sent'"),
        postgresql_where=sa.text("state = 'sent'"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_invitations_sent",
        table_name="invitations",
        sqlite_where=sa.text("state = 'sent'"),
        postgresql_where=sa.text("state = 'sent'"),
    )
    op.drop_index(op.f("ix_invitations_sent_by"), table_name="invitations")
    op.drop_index("ix_invitations_seat_id", table_name="invitations")
    op.drop_index(op.f("ix_invitations_person_id"), table_name="invitations")
    op.drop_index(op.f("ix_invitations_organisation_id"), table_name="invitations")
    op.drop_index(op.f("ix_invitations_address_key"), table_name="invitations")
    op.drop_table("invitations")
    op.drop_index(
        "uq_seats_sits",
        table_name="seats",
        sqlite_where=sa.text("state = 'filled'"),
        postgresql_where=sa.text("state = 'filled'"),
    )
    op.drop_index(op.f("ix_seats_person_id"), table_name="seats")
    op.drop_index(op.f("ix_seats_organisation_id"), table_name="seats")
    op.drop_index(op.f("ix_seats_municipality_id"), table_name="seats")
    op.drop_index(op.f("ix_seats_interest_id"), table_name="seats")
    op.drop_index(op.f("ix_seats_home_id"), table_name="seats")
    op.drop_index(op.f("ix_seats_group_id"), table_name="seats")
    op.drop_table("seats")
    op.drop_table("quotas")
    op.drop_table("minutes")
    op.drop_index(op.f("ix_draws_drawn_by"), table_name="draws")
    op.drop_table("draws")
    op.drop_index(op.f("ix_attendances_person_id"), table_name="attendances")
    op.drop_table("attendances")
    op.drop_index(
        "uq_registrations_open",
        table_name="registrations",
        sqlite_where=sa.text("state IN ('registered', 'seated')"),
        postgresql_where=sa.text("state IN ('registered', 'seated')"),
    )
    op.drop_index("ix_registrations_theme_id", table_name="registrations")
    op.drop_index(op.f("ix_registrations_person_id"), table_name="registrations")
    op.drop_index(op.f("ix_registrations_organisation_id"), table_name="registrations")
    op.drop_index(op.f("ix_registrations_municipality_id"), table_name="registrations")
    op.drop_index(op.f("ix_registrations_interest_id"), table_name="registrations")
    op.drop_table("registrations")
    op.drop_table("meetings")
    op.drop_table("groups")
