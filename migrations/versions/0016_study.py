"""Studies of what can be done: criteria, promises, what assessors find, how municipalities see it, and verdicts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "study_criteria",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_criteria")),
        sa.UniqueConstraint("slug", name=op.f("uq_study_criteria_slug")),
    )
    op.create_table(
        "studies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_studies_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studies")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_studies_proposal_id")),
    )
    op.create_index(op.f("ix_studies_promised_on"), "studies", ["promised_on"], unique=False)
    op.create_table(
        "study_findings",
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column(
            "judgement",
            sa.Enum(
                "no_objection",
                "attention",
                "obstacle",
                name="judgement",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("assessor_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "draft",
                "handed_in",
                "handed_back",
                name="part_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sources", Json, nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_back_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'handed_back') = (handed_back_reason <> '')",
            name=op.f("ck_study_findings_handed_back_with_a_reason"),
        ),
        sa.CheckConstraint(
            "(state = 'handed_in') = (handed_in_at IS NOT NULL)", name=op.f("ck_study_findings_handed_in_at_a_moment")
        ),
        sa.CheckConstraint(
            "state <> 'handed_in' OR (judgement IS NOT NULL AND text <> '')",
            name=op.f("ck_study_findings_handed_in_whole"),
        ),
        sa.ForeignKeyConstraint(["assessor_id"], ["people.id"], name=op.f("fk_study_findings_assessor_id")),
        sa.ForeignKeyConstraint(["criterion_id"], ["study_criteria.id"], name=op.f("fk_study_findings_criterion_id")),
        sa.ForeignKeyConstraint(["study_id"], ["studies.id"], name=op.f("fk_study_findings_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_findings")),
        sa.UniqueConstraint("study_id", "criterion_id", name=op.f("uq_study_findings_study_id_criterion_id")),
    )
    op.create_index(op.f("ix_study_findings_assessor_id"), "study_findings", ["assessor_id"], unique=False)
    op.create_index(op.f("ix_study_findings_criterion_id"), "study_findings", ["criterion_id"], unique=False)
    op.create_table(
        "study_promises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(number = 1) = (reason = '')", name=op.f("ck_study_promises_another_date_has_a_reason")),
        sa.ForeignKeyConstraint(["study_id"], ["studies.id"], name=op.f("fk_study_promises_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_promises")),
        sa.UniqueConstraint("study_id", "number", name=op.f("uq_study_promises_study_id_number")),
    )
    op.create_table(
        "study_verdicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
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
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("work_slug", sa.String(length=100), nullable=False),
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
        sa.Column("correction", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "prepared",
                "announced",
                "taken_back",
                "published",
                name="verdict_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("publish_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(number = 1) = (correction = '')", name=op.f("ck_study_verdicts_next_one_says_what_was_wrong")
        ),
        sa.CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)", name=op.f("ck_study_verdicts_published_at_a_moment")
        ),
        sa.CheckConstraint(
            "(state IN ('announced', 'published')) = (announced_at IS NOT NULL)",
            name=op.f("ck_study_verdicts_announced_first"),
        ),
        sa.CheckConstraint(
            "(verdict = 'explore_first') = (until_text IS NOT NULL)",
            name=op.f("ck_study_verdicts_explored_until_some_day"),
        ),
        sa.CheckConstraint(
            "(verdict IN ('already_done', 'done_in_project', 'feasible_if', 'passed_on')) = (fact <> '')",
            name=op.f("ck_study_verdicts_says_its_fact"),
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_study_verdicts_no_verdict_without_a_reason")),
        sa.CheckConstraint(
            "work_slug = '' OR verdict IN ('already_done', 'done_in_project')",
            name=op.f("ck_study_verdicts_work_where_it_is_done"),
        ),
        sa.CheckConstraint(
            "(announced_at IS NULL) = (publish_from IS NULL)", name=op.f("ck_study_verdicts_announced_until")
        ),
        sa.CheckConstraint(
            "published_at IS NULL OR published_at >= publish_from", name=op.f("ck_study_verdicts_not_published_early")
        ),
        sa.ForeignKeyConstraint(["study_id"], ["studies.id"], name=op.f("fk_study_verdicts_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_verdicts")),
        sa.UniqueConstraint("study_id", "number", name=op.f("uq_study_verdicts_study_id_number")),
    )
    op.create_index(op.f("ix_study_verdicts_published_at"), "study_verdicts", ["published_at"], unique=False)
    op.create_index(op.f("ix_study_verdicts_study_id"), "study_verdicts", ["study_id"], unique=False)
    op.create_index(
        "uq_study_verdicts_unpublished",
        "study_verdicts",
        ["study_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'published'"),
        postgresql_where=sa.text("state <> 'published'"),
    )
    op.create_table(
        "study_views",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "can",
                "can_if",
                "cannot",
                "no_role",
                name="view_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("assessor_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "draft",
                "handed_in",
                "handed_back",
                name="part_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sources", Json, nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_back_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'handed_back') = (handed_back_reason <> '')",
            name=op.f("ck_study_views_handed_back_with_a_reason"),
        ),
        sa.CheckConstraint(
            "(state = 'handed_in') = (handed_in_at IS NOT NULL)", name=op.f("ck_study_views_handed_in_at_a_moment")
        ),
        sa.CheckConstraint(
            "state <> 'handed_in' OR (kind IS NOT NULL AND (kind NOT IN ('can_if', 'cannot') OR text <> ''))",
            name=op.f("ck_study_views_handed_in_whole"),
        ),
        sa.ForeignKeyConstraint(["assessor_id"], ["people.id"], name=op.f("fk_study_views_assessor_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_study_views_municipality_id")
        ),
        sa.ForeignKeyConstraint(["study_id"], ["studies.id"], name=op.f("fk_study_views_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_views")),
        sa.UniqueConstraint("study_id", "municipality_id", name=op.f("uq_study_views_study_id_municipality_id")),
    )
    op.create_index(op.f("ix_study_views_assessor_id"), "study_views", ["assessor_id"], unique=False)
    op.create_index(op.f("ix_study_views_municipality_id"), "study_views", ["municipality_id"], unique=False)
    op.create_table(
        "study_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "opened",
                "date_moved",
                "assigned",
                "saved",
                "handed_in",
                "handed_back",
                "prepared",
                "announced",
                "taken_back",
                "published",
                name="step_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("view_id", sa.Integer(), nullable=True),
        sa.Column("verdict_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("behalf", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["study_findings.id"], name=op.f("fk_study_steps_finding_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_study_steps_person_id")),
        sa.ForeignKeyConstraint(["study_id"], ["studies.id"], name=op.f("fk_study_steps_study_id")),
        sa.ForeignKeyConstraint(["verdict_id"], ["study_verdicts.id"], name=op.f("fk_study_steps_verdict_id")),
        sa.ForeignKeyConstraint(["view_id"], ["study_views.id"], name=op.f("fk_study_steps_view_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_steps")),
    )
    op.create_index(op.f("ix_study_steps_person_id"), "study_steps", ["person_id"], unique=False)
    op.create_index(op.f("ix_study_steps_study_id"), "study_steps", ["study_id"], unique=False)
    op.create_index(op.f("ix_study_steps_finding_id"), "study_steps", ["finding_id"], unique=False)
    op.create_index(op.f("ix_study_steps_view_id"), "study_steps", ["view_id"], unique=False)
    op.create_index(op.f("ix_study_steps_verdict_id"), "study_steps", ["verdict_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_study_steps_finding_id"), table_name="study_steps")
    op.drop_index(op.f("ix_study_steps_view_id"), table_name="study_steps")
    op.drop_index(op.f("ix_study_steps_verdict_id"), table_name="study_steps")
    op.drop_index(op.f("ix_study_steps_study_id"), table_name="study_steps")
    op.drop_index(op.f("ix_study_steps_person_id"), table_name="study_steps")
    op.drop_table("study_steps")
    op.drop_index(op.f("ix_study_views_municipality_id"), table_name="study_views")
    op.drop_index(op.f("ix_study_views_assessor_id"), table_name="study_views")
    op.drop_table("study_views")
    op.drop_index(
        "uq_study_verdicts_unpublished",
        table_name="study_verdicts",
        sqlite_where=sa.text("state <> 'published'"),
        postgresql_where=sa.text("state <> 'published'"),
    )
    op.drop_index(op.f("ix_study_verdicts_study_id"), table_name="study_verdicts")
    op.drop_index(op.f("ix_study_verdicts_published_at"), table_name="study_verdicts")
    op.drop_table("study_verdicts")
    op.drop_table("study_promises")
    op.drop_index(op.f("ix_study_findings_criterion_id"), table_name="study_findings")
    op.drop_index(op.f("ix_study_findings_assessor_id"), table_name="study_findings")
    op.drop_table("study_findings")
    op.drop_index(op.f("ix_studies_promised_on"), table_name="studies")
    op.drop_table("studies")
    op.drop_table("study_criteria")
