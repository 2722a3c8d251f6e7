"""Decision moments, municipal decisions, and the implementation programme."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    _create_programme()
    _create_lines_and_moments()


def downgrade() -> None:
    _drop_lines_and_moments()
    _drop_programme()


def _create_programme() -> None:
    op.create_table(
        "challenge_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_groups")),
        sa.UniqueConstraint("slug", name=op.f("uq_challenge_groups_slug")),
    )
    op.create_table(
        "moment_kinds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "legend",
                "control_legend",
                "text",
                "bureau",
                name="kind_origin",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("in_table", sa.Boolean(), nullable=False),
        sa.Column(
            "decides_as",
            sa.Enum(
                "political_meeting",
                "college",
                "council",
                "nothing",
                name="decides_as",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moment_kinds")),
        sa.UniqueConstraint("slug", name=op.f("uq_moment_kinds_slug")),
    )
    op.create_table(
        "challenges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("challenge", "cycle", name="challenge_kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("state_of_affairs", sa.Text(), nullable=False),
        sa.Column("commissioners_note", sa.Text(), nullable=False),
        sa.Column("official_principal", sa.String(length=200), nullable=False),
        sa.Column("period_start_text", sa.String(length=100), nullable=True),
        sa.Column(
            "period_start_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "season",
                "part",
                "year",
                "open",
                name="period_start_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("period_start_start", sa.Date(), nullable=True),
        sa.Column("period_start_end", sa.Date(), nullable=True),
        sa.Column("period_end_text", sa.String(length=100), nullable=True),
        sa.Column(
            "period_end_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "season",
                "part",
                "year",
                "open",
                name="period_end_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("period_end_start", sa.Date(), nullable=True),
        sa.Column("period_end_end", sa.Date(), nullable=True),
        sa.Column("follow_up_start_text", sa.String(length=100), nullable=True),
        sa.Column(
            "follow_up_start_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "season",
                "part",
                "year",
                "open",
                name="follow_up_start_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("follow_up_start_start", sa.Date(), nullable=True),
        sa.Column("follow_up_start_end", sa.Date(), nullable=True),
        sa.Column("follow_up_end_text", sa.String(length=100), nullable=True),
        sa.Column(
            "follow_up_end_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "season",
                "part",
                "year",
                "open",
                name="follow_up_end_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("follow_up_end_start", sa.Date(), nullable=True),
        sa.Column("follow_up_end_end", sa.Date(), nullable=True),
        sa.Column("timeline_note", sa.Text(), nullable=False),
        sa.Column("quiet_year", sa.Integer(), nullable=True),
        sa.Column("notes", Json, nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_challenges_ended_with_reason")),
        sa.CheckConstraint("(kind = 'cycle') = (group_id IS NULL)", name=op.f("ck_challenges_opgave_in_a_group")),
        sa.ForeignKeyConstraint(["group_id"], ["challenge_groups.id"], name=op.f("fk_challenges_group_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_challenges_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenges")),
        sa.UniqueConstraint("slug", name=op.f("uq_challenges_slug")),
    )
    op.create_index(op.f("ix_challenges_group_id"), "challenges", ["group_id"], unique=False)
    op.create_index(op.f("ix_challenges_source_id"), "challenges", ["source_id"], unique=False)
    op.create_table(
        "programmes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("as_of_text", sa.String(length=100), nullable=False),
        sa.Column(
            "as_of_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "season",
                "part",
                "year",
                "open",
                name="as_of_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("as_of_start", sa.Date(), nullable=True),
        sa.Column("as_of_end", sa.Date(), nullable=True),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("caveat", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_programmes_only_one")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_programmes_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("slug", name=op.f("uq_programmes_slug")),
    )
    op.create_index(op.f("ix_programmes_source_id"), "programmes", ["source_id"], unique=False)
    op.create_table(
        "challenge_documents",
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("when_text", sa.String(length=100), nullable=True),
        sa.Column(
            "when_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "season",
                "part",
                "year",
                "open",
                name="when_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("when_start", sa.Date(), nullable=True),
        sa.Column("when_end", sa.Date(), nullable=True),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_challenge_documents_ended_with_reason")
        ),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_challenge_documents_challenge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_documents")),
    )
    op.create_index(op.f("ix_challenge_documents_challenge_id"), "challenge_documents", ["challenge_id"], unique=False)
    op.create_table(
        "challenge_goals",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column(
            "level",
            sa.Enum("regional", "national", name="goal_level", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("indicator", sa.String(length=300), nullable=False),
        sa.Column("target", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("unit", sa.String(length=100), nullable=False),
        sa.Column("second_target", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("second_unit", sa.String(length=100), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("current_value", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("current_unit", sa.String(length=100), nullable=False),
        sa.Column(
            "current_bound",
            sa.Enum("less_than", "at_least", name="bound", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("measured_text", sa.String(length=100), nullable=True),
        sa.Column(
            "measured_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "season",
                "part",
                "year",
                "open",
                name="measured_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("measured_start", sa.Date(), nullable=True),
        sa.Column("measured_end", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_challenge_goals_ended_with_reason")),
        sa.CheckConstraint("text <> '' OR indicator <> ''", name=op.f("ck_challenge_goals_says_something")),
        sa.CheckConstraint(
            "current_bound IS NULL OR current_value IS NOT NULL", name=op.f("ck_challenge_goals_bound_of_a_value")
        ),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_challenge_goals_challenge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_goals")),
        sa.UniqueConstraint("slug", name=op.f("uq_challenge_goals_slug")),
    )
    op.create_index(op.f("ix_challenge_goals_challenge_id"), "challenge_goals", ["challenge_id"], unique=False)
    op.create_table(
        "challenge_leads",
        sa.Column("function", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_challenge_leads_ended_with_reason")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_challenge_leads_challenge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_leads")),
    )
    op.create_index(op.f("ix_challenge_leads_challenge_id"), "challenge_leads", ["challenge_id"], unique=False)
    op.create_table(
        "challenge_participations",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=300), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_challenge_participations_ended_with_reason")
        ),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenges.id"], name=op.f("fk_challenge_participations_challenge_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_challenge_participations_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_participations")),
    )
    op.create_index(
        op.f("ix_challenge_participations_challenge_id"), "challenge_participations", ["challenge_id"], unique=False
    )
    op.create_index(
        op.f("ix_challenge_participations_municipality_id"),
        "challenge_participations",
        ["municipality_id"],
        unique=False,
    )
    op.create_index(
        "uq_challenge_participations_open",
        "challenge_participations",
        ["challenge_id", "municipality_id"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_table(
        "challenge_subtracks",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("period_start_text", sa.String(length=100), nullable=True),
        sa.Column(
            "period_start_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "season",
                "part",
                "year",
                "open",
                name="period_start_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("period_start_start", sa.Date(), nullable=True),
        sa.Column("period_start_end", sa.Date(), nullable=True),
        sa.Column("period_end_text", sa.String(length=100), nullable=True),
        sa.Column(
            "period_end_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "season",
                "part",
                "year",
                "open",
                name="period_end_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("period_end_start", sa.Date(), nullable=True),
        sa.Column("period_end_end", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_challenge_subtracks_ended_with_reason")
        ),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_challenge_subtracks_challenge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_subtracks")),
        sa.UniqueConstraint("slug", name=op.f("uq_challenge_subtracks_slug")),
    )
    op.create_index(op.f("ix_challenge_subtracks_challenge_id"), "challenge_subtracks", ["challenge_id"], unique=False)


def _create_lines_and_moments() -> None:
    op.create_table(
        "challenge_activities",
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("subtrack_id", sa.Integer(), nullable=True),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("topics", Json, nullable=False),
        sa.Column("concerns", Json, nullable=False),
        sa.Column("follow_up", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_challenge_activities_ended_with_reason")
        ),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_challenge_activities_no_parent_of_itself")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_challenge_activities_challenge_id")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["challenge_activities.id"], name=op.f("fk_challenge_activities_parent_id")
        ),
        sa.ForeignKeyConstraint(
            ["subtrack_id"], ["challenge_subtracks.id"], name=op.f("fk_challenge_activities_subtrack_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_activities")),
        sa.UniqueConstraint("slug", name=op.f("uq_challenge_activities_slug")),
    )
    op.create_index(
        op.f("ix_challenge_activities_challenge_id"), "challenge_activities", ["challenge_id"], unique=False
    )
    op.create_index(op.f("ix_challenge_activities_parent_id"), "challenge_activities", ["parent_id"], unique=False)
    op.create_index(op.f("ix_challenge_activities_subtrack_id"), "challenge_activities", ["subtrack_id"], unique=False)
    op.create_table(
        "challenge_lists",
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("items", Json, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_challenge_lists_ended_with_reason")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_challenge_lists_challenge_id")),
        sa.ForeignKeyConstraint(["goal_id"], ["challenge_goals.id"], name=op.f("fk_challenge_lists_goal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_lists")),
    )
    op.create_index(op.f("ix_challenge_lists_challenge_id"), "challenge_lists", ["challenge_id"], unique=False)
    op.create_index(op.f("ix_challenge_lists_goal_id"), "challenge_lists", ["goal_id"], unique=False)
    op.create_table(
        "decision_moments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("same_meeting_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("without_year", sa.Boolean(), nullable=False),
        sa.Column("year_derived", sa.Boolean(), nullable=False),
        sa.Column("by_latest", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "unknown",
                "expected",
                "planned",
                "held",
                name="moment_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "established",
                "passed_on",
                "returned",
                "noted",
                "to_council",
                "amended",
                "adjourned",
                "rejected",
                "view_given",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("outcome_reason", sa.Text(), nullable=False),
        sa.Column("when_text", sa.String(length=100), nullable=True),
        sa.Column(
            "when_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "season",
                "part",
                "year",
                "open",
                name="when_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("when_start", sa.Date(), nullable=True),
        sa.Column("when_end", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "outcome IS NULL OR state = 'held'", name=op.f("ck_decision_moments_outcome_of_what_was_held")
        ),
        sa.CheckConstraint(
            "outcome NOT IN ('adjourned', 'amended', 'rejected', 'returned') OR outcome_reason <> ''",
            name=op.f("ck_decision_moments_outcome_has_its_reason"),
        ),
        sa.CheckConstraint("same_meeting_id <> id", name=op.f("ck_decision_moments_not_its_own_meeting")),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_decision_moments_body_id")),
        sa.ForeignKeyConstraint(["kind_id"], ["moment_kinds.id"], name=op.f("fk_decision_moments_kind_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_decision_moments_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["same_meeting_id"], ["decision_moments.id"], name=op.f("fk_decision_moments_same_meeting_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_decision_moments_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_moments")),
        sa.UniqueConstraint("slug", name=op.f("uq_decision_moments_slug")),
    )
    op.create_index(op.f("ix_decision_moments_body_id"), "decision_moments", ["body_id"], unique=False)
    op.create_index(op.f("ix_decision_moments_kind_id"), "decision_moments", ["kind_id"], unique=False)
    op.create_index(op.f("ix_decision_moments_municipality_id"), "decision_moments", ["municipality_id"], unique=False)
    op.create_index(op.f("ix_decision_moments_same_meeting_id"), "decision_moments", ["same_meeting_id"], unique=False)
    op.create_index(op.f("ix_decision_moments_source_id"), "decision_moments", ["source_id"], unique=False)
    op.create_index("ix_decision_moments_when", "decision_moments", ["when_start", "when_end"], unique=False)
    op.create_table(
        "municipal_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "joins",
                "joins_with_change",
                "postponed",
                "does_not_join",
                name="decision_outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until_text", sa.String(length=100), nullable=True),
        sa.Column(
            "until_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "season",
                "part",
                "year",
                "open",
                name="until_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("until_start", sa.Date(), nullable=True),
        sa.Column("until_end", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("document_title", sa.String(length=200), nullable=False),
        sa.Column("document_url", sa.String(length=500), nullable=False),
        sa.Column("document_sha256", sa.String(length=64), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("correction", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(corrects_id IS NULL) = (correction = '')", name=op.f("ck_municipal_decisions_correction_has_a_reason")
        ),
        sa.CheckConstraint(
            "(outcome = 'postponed') = (until_text IS NOT NULL)",
            name=op.f("ck_municipal_decisions_postponed_until_some_day"),
        ),
        sa.CheckConstraint(
            "document_sha256 = '' OR length(document_sha256) = 64", name=op.f("ck_municipal_decisions_sha256_is_whole")
        ),
        sa.CheckConstraint(
            "outcome = 'joins' OR reason <> ''", name=op.f("ck_municipal_decisions_no_verdict_without_a_reason")
        ),
        sa.CheckConstraint("corrects_id <> id", name=op.f("ck_municipal_decisions_corrects_another")),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_municipal_decisions_body_id")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_municipal_decisions_challenge_id")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["municipal_decisions.id"], name=op.f("fk_municipal_decisions_corrects_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_municipal_decisions_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipal_decisions")),
    )
    op.create_index(op.f("ix_municipal_decisions_body_id"), "municipal_decisions", ["body_id"], unique=False)
    op.create_index(op.f("ix_municipal_decisions_challenge_id"), "municipal_decisions", ["challenge_id"], unique=False)
    op.create_index(
        op.f("ix_municipal_decisions_municipality_id"), "municipal_decisions", ["municipality_id"], unique=False
    )
    op.create_index("uq_municipal_decisions_corrects_id", "municipal_decisions", ["corrects_id"], unique=True)
    op.create_index(
        "uq_municipal_decisions_first",
        "municipal_decisions",
        ["challenge_id", "municipality_id"],
        unique=True,
        sqlite_where=sa.text("corrects_id IS NULL"),
        postgresql_where=sa.text("corrects_id IS NULL"),
    )
    op.create_table(
        "challenge_figures",
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=100), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("unit", sa.String(length=100), nullable=False),
        sa.Column(
            "bound",
            sa.Enum("less_than", "at_least", name="bound", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_challenge_figures_ended_with_reason")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["challenge_activities.id"], name=op.f("fk_challenge_figures_activity_id")
        ),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_challenge_figures_challenge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_figures")),
    )
    op.create_index(op.f("ix_challenge_figures_activity_id"), "challenge_figures", ["activity_id"], unique=False)
    op.create_index(op.f("ix_challenge_figures_challenge_id"), "challenge_figures", ["challenge_id"], unique=False)
    op.create_table(
        "challenge_moments",
        sa.Column("moment_id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["challenge_activities.id"], name=op.f("fk_challenge_moments_activity_id")
        ),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_challenge_moments_challenge_id")),
        sa.ForeignKeyConstraint(["moment_id"], ["decision_moments.id"], name=op.f("fk_challenge_moments_moment_id")),
        sa.PrimaryKeyConstraint("moment_id", name=op.f("pk_challenge_moments")),
    )
    op.create_index(op.f("ix_challenge_moments_activity_id"), "challenge_moments", ["activity_id"], unique=False)
    op.create_index(op.f("ix_challenge_moments_challenge_id"), "challenge_moments", ["challenge_id"], unique=False)
    op.create_table(
        "challenge_parties",
        sa.Column(
            "role",
            sa.Enum(
                "commissioner",
                "partner",
                "supporter",
                "sender",
                "mentioned",
                "takes_part",
                name="party_role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("is_region", sa.Boolean(), nullable=False),
        sa.Column("subtrack_id", sa.Integer(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_challenge_parties_ended_with_reason")
        ),
        sa.CheckConstraint(
            "is_region = (organisation_id IS NULL AND municipality_id IS NULL)",
            name=op.f("ck_challenge_parties_else_it_is_the_region"),
        ),
        sa.CheckConstraint(
            "organisation_id IS NULL OR municipality_id IS NULL", name=op.f("ck_challenge_parties_one_party")
        ),
        sa.CheckConstraint(
            "subtrack_id IS NULL OR activity_id IS NULL", name=op.f("ck_challenge_parties_in_one_place")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["challenge_activities.id"], name=op.f("fk_challenge_parties_activity_id")
        ),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_challenge_parties_challenge_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_challenge_parties_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_challenge_parties_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["subtrack_id"], ["challenge_subtracks.id"], name=op.f("fk_challenge_parties_subtrack_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_parties")),
    )
    op.create_index(op.f("ix_challenge_parties_activity_id"), "challenge_parties", ["activity_id"], unique=False)
    op.create_index(op.f("ix_challenge_parties_challenge_id"), "challenge_parties", ["challenge_id"], unique=False)
    op.create_index(
        op.f("ix_challenge_parties_municipality_id"), "challenge_parties", ["municipality_id"], unique=False
    )
    op.create_index(
        op.f("ix_challenge_parties_organisation_id"), "challenge_parties", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_challenge_parties_subtrack_id"), "challenge_parties", ["subtrack_id"], unique=False)
    op.create_table(
        "moment_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("moment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("correction", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("without_year", sa.Boolean(), nullable=False),
        sa.Column("year_derived", sa.Boolean(), nullable=False),
        sa.Column("by_latest", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "unknown",
                "expected",
                "planned",
                "held",
                name="moment_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "established",
                "passed_on",
                "returned",
                "noted",
                "to_council",
                "amended",
                "adjourned",
                "rejected",
                "view_given",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("outcome_reason", sa.Text(), nullable=False),
        sa.Column("when_text", sa.String(length=100), nullable=True),
        sa.Column(
            "when_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "season",
                "part",
                "year",
                "open",
                name="when_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("when_start", sa.Date(), nullable=True),
        sa.Column("when_end", sa.Date(), nullable=True),
        sa.CheckConstraint("number > 1 OR correction = ''", name=op.f("ck_moment_entries_first_corrects_nothing")),
        sa.CheckConstraint(
            "outcome IS NULL OR state = 'held'", name=op.f("ck_moment_entries_outcome_of_what_was_held")
        ),
        sa.CheckConstraint(
            "outcome NOT IN ('adjourned', 'amended', 'rejected', 'returned') OR outcome_reason <> ''",
            name=op.f("ck_moment_entries_outcome_has_its_reason"),
        ),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_moment_entries_body_id")),
        sa.ForeignKeyConstraint(["kind_id"], ["moment_kinds.id"], name=op.f("fk_moment_entries_kind_id")),
        sa.ForeignKeyConstraint(["moment_id"], ["decision_moments.id"], name=op.f("fk_moment_entries_moment_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_moment_entries_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moment_entries")),
        sa.UniqueConstraint("moment_id", "number", name=op.f("uq_moment_entries_moment_id_number")),
    )
    op.create_index(op.f("ix_moment_entries_body_id"), "moment_entries", ["body_id"], unique=False)
    op.create_index(op.f("ix_moment_entries_kind_id"), "moment_entries", ["kind_id"], unique=False)
    op.create_index(op.f("ix_moment_entries_municipality_id"), "moment_entries", ["municipality_id"], unique=False)


def _drop_lines_and_moments() -> None:
    op.drop_index(op.f("ix_moment_entries_municipality_id"), table_name="moment_entries")
    op.drop_index(op.f("ix_moment_entries_kind_id"), table_name="moment_entries")
    op.drop_index(op.f("ix_moment_entries_body_id"), table_name="moment_entries")
    op.drop_table("moment_entries")
    op.drop_index(op.f("ix_challenge_parties_subtrack_id"), table_name="challenge_parties")
    op.drop_index(op.f("ix_challenge_parties_organisation_id"), table_name="challenge_parties")
    op.drop_index(op.f("ix_challenge_parties_municipality_id"), table_name="challenge_parties")
    op.drop_index(op.f("ix_challenge_parties_challenge_id"), table_name="challenge_parties")
    op.drop_index(op.f("ix_challenge_parties_activity_id"), table_name="challenge_parties")
    op.drop_table("challenge_parties")
    op.drop_index(op.f("ix_challenge_moments_challenge_id"), table_name="challenge_moments")
    op.drop_index(op.f("ix_challenge_moments_activity_id"), table_name="challenge_moments")
    op.drop_table("challenge_moments")
    op.drop_index(op.f("ix_challenge_figures_challenge_id"), table_name="challenge_figures")
    op.drop_index(op.f("ix_challenge_figures_activity_id"), table_name="challenge_figures")
    op.drop_table("challenge_figures")
    op.drop_index(
        "uq_municipal_decisions_first",
        table_name="municipal_decisions",
        sqlite_where=sa.text("corrects_id IS NULL"),
        postgresql_where=sa.text("corrects_id IS NULL"),
    )
    op.drop_index("uq_municipal_decisions_corrects_id", table_name="municipal_decisions")
    op.drop_index(op.f("ix_municipal_decisions_municipality_id"), table_name="municipal_decisions")
    op.drop_index(op.f("ix_municipal_decisions_challenge_id"), table_name="municipal_decisions")
    op.drop_index(op.f("ix_municipal_decisions_body_id"), table_name="municipal_decisions")
    op.drop_table("municipal_decisions")
    op.drop_index("ix_decision_moments_when", table_name="decision_moments")
    op.drop_index(op.f("ix_decision_moments_source_id"), table_name="decision_moments")
    op.drop_index(op.f("ix_decision_moments_same_meeting_id"), table_name="decision_moments")
    op.drop_index(op.f("ix_decision_moments_municipality_id"), table_name="decision_moments")
    op.drop_index(op.f("ix_decision_moments_kind_id"), table_name="decision_moments")
    op.drop_index(op.f("ix_decision_moments_body_id"), table_name="decision_moments")
    op.drop_table("decision_moments")
    op.drop_index(op.f("ix_challenge_lists_goal_id"), table_name="challenge_lists")
    op.drop_index(op.f("ix_challenge_lists_challenge_id"), table_name="challenge_lists")
    op.drop_table("challenge_lists")
    op.drop_index(op.f("ix_challenge_activities_subtrack_id"), table_name="challenge_activities")
    op.drop_index(op.f("ix_challenge_activities_parent_id"), table_name="challenge_activities")
    op.drop_index(op.f("ix_challenge_activities_challenge_id"), table_name="challenge_activities")
    op.drop_table("challenge_activities")


def _drop_programme() -> None:
    op.drop_index(op.f("ix_challenge_subtracks_challenge_id"), table_name="challenge_subtracks")
    op.drop_table("challenge_subtracks")
    op.drop_index(
        "uq_challenge_participations_open",
        table_name="challenge_participations",
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.drop_index(op.f("ix_challenge_participations_municipality_id"), table_name="challenge_participations")
    op.drop_index(op.f("ix_challenge_participations_challenge_id"), table_name="challenge_participations")
    op.drop_table("challenge_participations")
    op.drop_index(op.f("ix_challenge_leads_challenge_id"), table_name="challenge_leads")
    op.drop_table("challenge_leads")
    op.drop_index(op.f("ix_challenge_goals_challenge_id"), table_name="challenge_goals")
    op.drop_table("challenge_goals")
    op.drop_index(op.f("ix_challenge_documents_challenge_id"), table_name="challenge_documents")
    op.drop_table("challenge_documents")
    op.drop_index(op.f("ix_programmes_source_id"), table_name="programmes")
    op.drop_table("programmes")
    op.drop_index(op.f("ix_challenges_source_id"), table_name="challenges")
    op.drop_index(op.f("ix_challenges_group_id"), table_name="challenges")
    op.drop_table("challenges")
    op.drop_table("moment_kinds")
    op.drop_table("challenge_groups")
