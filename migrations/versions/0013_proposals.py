"""Proposals: drafts, proposals with texts and steps, curation, arguments, and records of before."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "destinations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "feasible",
                "feasible_if",
                "already_done",
                "along_with_other_work",
                "explore_first",
                "passed_on",
                "done_in_project",
                "not_feasible",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destinations")),
        sa.UniqueConstraint("slug", name=op.f("uq_destinations_slug")),
    )
    op.create_table(
        "proposal_numbers",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_proposal_numbers_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_numbers")),
    )
    op.create_table(
        "proposal_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_proposal_drafts_author_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_proposal_drafts_organisation_id")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_proposal_drafts_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_drafts")),
    )
    op.create_index(op.f("ix_proposal_drafts_author_id"), "proposal_drafts", ["author_id"], unique=False)
    op.create_index(op.f("ix_proposal_drafts_organisation_id"), "proposal_drafts", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_proposal_drafts_theme_id"), "proposal_drafts", ["theme_id"], unique=False)
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "submitted",
                "question",
                "admitted",
                "in_vote",
                "in_advice",
                "not_in_advice",
                "not_admitted",
                "merged",
                "split",
                "withdrawn",
                "recorded",
                name="proposal_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'recorded') = (source_id IS NOT NULL)", name=op.f("ck_proposals_recorded_from_a_source")
        ),
        sa.CheckConstraint(
            "(state = 'recorded') = (submitted_at IS NULL)", name=op.f("ck_proposals_handed_in_at_a_moment")
        ),
        sa.CheckConstraint(
            "(state IN ('in_advice', 'not_in_advice', 'not_admitted', 'merged', 'split', 'withdrawn'))"
            " = (decided_at IS NOT NULL)",
            name=op.f("ck_proposals_decided_at_a_moment"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('not_admitted', 'merged', 'split', 'not_in_advice') OR state_reason <> ''",
            name=op.f("ck_proposals_verdict_has_a_reason"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_proposals_author_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_proposals_organisation_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_proposals_source_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_proposals_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint("number", name=op.f("uq_proposals_number")),
    )
    op.create_index(op.f("ix_proposals_author_id"), "proposals", ["author_id"], unique=False)
    op.create_index("ix_proposals_is_open_number", "proposals", ["is_open", "number"], unique=False)
    op.create_index(op.f("ix_proposals_organisation_id"), "proposals", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_proposals_source_id"), "proposals", ["source_id"], unique=False)
    op.create_index("ix_proposals_theme_id_state", "proposals", ["theme_id", "state"], unique=False)
    op.create_table(
        "arguments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column(
            "side",
            sa.Enum("for", "against", name="side", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_by_id", sa.Integer(), nullable=True),
        sa.Column("hidden_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(hidden_at IS NULL) = (hidden_reason = '')", name=op.f("ck_arguments_hidden_with_a_reason")
        ),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_arguments_no_reply_to_itself")),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_arguments_author_id")),
        sa.ForeignKeyConstraint(["hidden_by_id"], ["people.id"], name=op.f("fk_arguments_hidden_by_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_arguments_organisation_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["arguments.id"], name=op.f("fk_arguments_parent_id")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_arguments_proposal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arguments")),
    )
    op.create_index(op.f("ix_arguments_author_id"), "arguments", ["author_id"], unique=False)
    op.create_index(op.f("ix_arguments_hidden_by_id"), "arguments", ["hidden_by_id"], unique=False)
    op.create_index(op.f("ix_arguments_organisation_id"), "arguments", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_arguments_parent_id"), "arguments", ["parent_id"], unique=False)
    op.create_index(op.f("ix_arguments_proposal_id"), "arguments", ["proposal_id"], unique=False)
    op.create_table(
        "proposal_curations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("admitted", sa.Boolean(), nullable=False),
        sa.Column(
            "ground",
            sa.Enum(
                "unlawful",
                "personal_data",
                "off_topic",
                "duplicate",
                name="ground",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("second_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second_asked_why", sa.Text(), nullable=False),
        sa.Column(
            "second_opinion",
            sa.Enum(
                "upheld", "overturned", name="second_opinion", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("second_reason", sa.Text(), nullable=False),
        sa.Column("second_by_id", sa.Integer(), nullable=True),
        sa.Column("second_role", sa.String(length=40), nullable=False),
        sa.Column("second_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("admitted OR reason <> ''", name=op.f("ck_proposal_curations_refused_with_a_reason")),
        sa.CheckConstraint(
            "second_opinion IS NULL OR second_reason <> ''",
            name=op.f("ck_proposal_curations_second_opinion_with_a_reason"),
        ),
        sa.CheckConstraint(
            "(second_at IS NULL) = (second_opinion IS NULL)",
            name=op.f("ck_proposal_curations_second_opinion_at_a_moment"),
        ),
        sa.CheckConstraint(
            "NOT admitted OR second_asked_at IS NULL", name=op.f("ck_proposal_curations_second_opinion_of_a_refusal")
        ),
        sa.CheckConstraint("admitted = (ground IS NULL)", name=op.f("ck_proposal_curations_refused_on_a_ground")),
        sa.CheckConstraint(
            "second_at IS NULL OR second_asked_at IS NOT NULL",
            name=op.f("ck_proposal_curations_second_opinion_was_asked"),
        ),
        sa.CheckConstraint("second_by_id <> by_id", name=op.f("ck_proposal_curations_second_opinion_by_another")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_proposal_curations_by_id")),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"], ["proposals.id"], name=op.f("fk_proposal_curations_duplicate_of_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_curations_proposal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["second_by_id"], ["people.id"], name=op.f("fk_proposal_curations_second_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_curations")),
    )
    op.create_index(op.f("ix_proposal_curations_by_id"), "proposal_curations", ["by_id"], unique=False)
    op.create_index(
        op.f("ix_proposal_curations_duplicate_of_id"), "proposal_curations", ["duplicate_of_id"], unique=False
    )
    op.create_index(op.f("ix_proposal_curations_proposal_id"), "proposal_curations", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_proposal_curations_second_by_id"), "proposal_curations", ["second_by_id"], unique=False)
    op.create_table(
        "proposal_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column(
            "to_state",
            sa.Enum(
                "submitted",
                "question",
                "admitted",
                "in_vote",
                "in_advice",
                "not_in_advice",
                "not_admitted",
                "merged",
                "split",
                "withdrawn",
                "recorded",
                name="proposal_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("behalf", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "to_state NOT IN ('not_admitted', 'merged', 'split', 'not_in_advice') OR reason <> ''",
            name=op.f("ck_proposal_moves_verdict_has_a_reason"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_proposal_moves_person_id")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_moves_proposal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_moves")),
    )
    op.create_index(op.f("ix_proposal_moves_person_id"), "proposal_moves", ["person_id"], unique=False)
    op.create_index(op.f("ix_proposal_moves_proposal_id"), "proposal_moves", ["proposal_id"], unique=False)
    op.create_table(
        "proposal_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_role", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(answer = '') = (answered_at IS NULL)", name=op.f("ck_proposal_questions_answered_at_a_moment")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["people.id"], name=op.f("fk_proposal_questions_asked_by_id")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_questions_proposal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_questions")),
    )
    op.create_index(op.f("ix_proposal_questions_asked_by_id"), "proposal_questions", ["asked_by_id"], unique=False)
    op.create_index(op.f("ix_proposal_questions_proposal_id"), "proposal_questions", ["proposal_id"], unique=False)
    op.create_table(
        "proposal_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("destination_id", sa.Integer(), nullable=False),
        sa.Column("is_collection", sa.Boolean(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("strategy", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("film_theme", sa.Text(), nullable=False),
        sa.Column("see_also", sa.String(length=100), nullable=False),
        sa.Column("examples", Json, nullable=False),
        sa.Column("executors", Json, nullable=False),
        sa.Column("municipalities", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["destination_id"], ["destinations.id"], name=op.f("fk_proposal_records_destination_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_records_proposal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_records")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_proposal_records_proposal_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_proposal_records_slug")),
    )
    op.create_index(op.f("ix_proposal_records_destination_id"), "proposal_records", ["destination_id"], unique=False)
    op.create_table(
        "proposal_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_revisions_proposal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_revisions")),
        sa.UniqueConstraint("proposal_id", "number", name=op.f("uq_proposal_revisions_proposal_id_number")),
    )
    op.create_table(
        "argument_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("argument_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["argument_id"], ["arguments.id"], name=op.f("fk_argument_reports_argument_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_argument_reports_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_argument_reports")),
        sa.UniqueConstraint("argument_id", "person_id", name=op.f("uq_argument_reports_argument_id_person_id")),
    )
    op.create_index(op.f("ix_argument_reports_person_id"), "argument_reports", ["person_id"], unique=False)
    op.create_table(
        "proposal_record_programmes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("standing", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["proposal_records.id"],
            name=op.f("fk_proposal_record_programmes_record_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_record_programmes")),
    )
    op.create_index(
        op.f("ix_proposal_record_programmes_record_id"), "proposal_record_programmes", ["record_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_proposal_record_programmes_record_id"), table_name="proposal_record_programmes")
    op.drop_table("proposal_record_programmes")
    op.drop_index(op.f("ix_argument_reports_person_id"), table_name="argument_reports")
    op.drop_table("argument_reports")
    op.drop_table("proposal_revisions")
    op.drop_index(op.f("ix_proposal_records_destination_id"), table_name="proposal_records")
    op.drop_table("proposal_records")
    op.drop_index(op.f("ix_proposal_questions_proposal_id"), table_name="proposal_questions")
    op.drop_index(op.f("ix_proposal_questions_asked_by_id"), table_name="proposal_questions")
    op.drop_table("proposal_questions")
    op.drop_index(op.f("ix_proposal_moves_proposal_id"), table_name="proposal_moves")
    op.drop_index(op.f("ix_proposal_moves_person_id"), table_name="proposal_moves")
    op.drop_table("proposal_moves")
    op.drop_index(op.f("ix_proposal_curations_second_by_id"), table_name="proposal_curations")
    op.drop_index(op.f("ix_proposal_curations_proposal_id"), table_name="proposal_curations")
    op.drop_index(op.f("ix_proposal_curations_duplicate_of_id"), table_name="proposal_curations")
    op.drop_index(op.f("ix_proposal_curations_by_id"), table_name="proposal_curations")
    op.drop_table("proposal_curations")
    op.drop_index(op.f("ix_arguments_proposal_id"), table_name="arguments")
    op.drop_index(op.f("ix_arguments_parent_id"), table_name="arguments")
    op.drop_index(op.f("ix_arguments_organisation_id"), table_name="arguments")
    op.drop_index(op.f("ix_arguments_hidden_by_id"), table_name="arguments")
    op.drop_index(op.f("ix_arguments_author_id"), table_name="arguments")
    op.drop_table("arguments")
    op.drop_index("ix_proposals_theme_id_state", table_name="proposals")
    op.drop_index(op.f("ix_proposals_source_id"), table_name="proposals")
    op.drop_index(op.f("ix_proposals_organisation_id"), table_name="proposals")
    op.drop_index("ix_proposals_is_open_number", table_name="proposals")
    op.drop_index(op.f("ix_proposals_author_id"), table_name="proposals")
    op.drop_table("proposals")
    op.drop_index(op.f("ix_proposal_drafts_theme_id"), table_name="proposal_drafts")
    op.drop_index(op.f("ix_proposal_drafts_organisation_id"), table_name="proposal_drafts")
    op.drop_index(op.f("ix_proposal_drafts_author_id"), table_name="proposal_drafts")
    op.drop_table("proposal_drafts")
    op.drop_table("proposal_numbers")
    op.drop_table("destinations")
