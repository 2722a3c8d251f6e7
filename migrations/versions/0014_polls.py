"""Polls with their proposals, roll and ballots, and the advice of a group."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "group_advices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("conclusions", sa.Text(), nullable=False),
        sa.Column("minority", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "concept", "handed_over", name="advice_state", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("handed_over_to", sa.String(length=300), nullable=False),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'handed_over') = (handed_over_on IS NOT NULL)", name=op.f("ck_group_advices_handed_over_on_a_day")
        ),
        sa.CheckConstraint(
            "(state = 'handed_over') = (handed_over_to <> '')", name=op.f("ck_group_advices_handed_over_to_somebody")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_group_advices_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_advices")),
        sa.UniqueConstraint("theme_id", name=op.f("uq_group_advices_theme_id")),
    )
    op.create_table(
        "polls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("rule", Json, nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "prepared",
                "approved",
                "annulled",
                name="poll_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("prepared_by_id", sa.Integer(), nullable=True),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("roll_made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("roll_size", sa.Integer(), nullable=False),
        sa.Column("roll_sha256", sa.String(length=64), nullable=False),
        sa.Column("established_by_id", sa.Integer(), nullable=True),
        sa.Column("established_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("annulled_by_id", sa.Integer(), nullable=True),
        sa.Column("annulled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(roll_made_at IS NULL) = (roll_sha256 = '')", name=op.f("ck_polls_roll_has_a_hash")),
        sa.CheckConstraint(
            "(state = 'annulled') = (annulled_at IS NOT NULL)", name=op.f("ck_polls_annulled_at_a_moment")
        ),
        sa.CheckConstraint("(state = 'annulled') = (reason <> '')", name=op.f("ck_polls_annulled_with_a_reason")),
        sa.CheckConstraint(
            "established_at IS NULL OR (state = 'approved' AND roll_made_at IS NOT NULL)",
            name=op.f("ck_polls_established_with_a_roll"),
        ),
        sa.CheckConstraint(
            "state <> 'approved' OR approved_at IS NOT NULL", name=op.f("ck_polls_approved_at_a_moment")
        ),
        sa.CheckConstraint(
            "state <> 'prepared' OR approved_at IS NULL", name=op.f("ck_polls_prepared_without_approval")
        ),
        sa.CheckConstraint("approved_at <= opens_at", name=op.f("ck_polls_approved_before_it_opens")),
        sa.CheckConstraint("approved_by_id <> prepared_by_id", name=op.f("ck_polls_approved_by_another")),
        sa.CheckConstraint("established_at >= closes_at", name=op.f("ck_polls_established_after_it_closed")),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_polls_opens_before_it_closes")),
        sa.CheckConstraint("roll_made_at >= opens_at", name=op.f("ck_polls_roll_of_the_opening")),
        sa.ForeignKeyConstraint(["annulled_by_id"], ["people.id"], name=op.f("fk_polls_annulled_by_id")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["people.id"], name=op.f("fk_polls_approved_by_id")),
        sa.ForeignKeyConstraint(["established_by_id"], ["people.id"], name=op.f("fk_polls_established_by_id")),
        sa.ForeignKeyConstraint(["prepared_by_id"], ["people.id"], name=op.f("fk_polls_prepared_by_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_polls_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_polls")),
        sa.UniqueConstraint("theme_id", "number", name=op.f("uq_polls_theme_id_number")),
    )
    op.create_index(op.f("ix_polls_annulled_by_id"), "polls", ["annulled_by_id"], unique=False)
    op.create_index(op.f("ix_polls_approved_by_id"), "polls", ["approved_by_id"], unique=False)
    op.create_index(op.f("ix_polls_established_by_id"), "polls", ["established_by_id"], unique=False)
    op.create_index(op.f("ix_polls_prepared_by_id"), "polls", ["prepared_by_id"], unique=False)
    op.create_table(
        "advice_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("advice_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["advice_id"], ["group_advices.id"], name=op.f("fk_advice_proposals_advice_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_advice_proposals_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_proposals")),
        sa.UniqueConstraint("advice_id", "proposal_id", name=op.f("uq_advice_proposals_advice_id_proposal_id")),
    )
    op.create_index(op.f("ix_advice_proposals_proposal_id"), "advice_proposals", ["proposal_id"], unique=False)
    op.create_table(
        "poll_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rules_sha256", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("for_count", sa.Integer(), nullable=False),
        sa.Column("against_count", sa.Integer(), nullable=False),
        sa.Column("blank_count", sa.Integer(), nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.CheckConstraint("(outcome = '') = (root = '')", name=op.f("ck_poll_proposals_counted_with_a_root")),
        sa.CheckConstraint(
            "(revision IS NULL) = (rules_sha256 = '')", name=op.f("ck_poll_proposals_frozen_with_a_hash")
        ),
        sa.CheckConstraint(
            "outcome IN ('', 'accepted', 'rejected', 'no-decision')", name=op.f("ck_poll_proposals_outcome_of_a_matter")
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_poll_proposals_poll_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_poll_proposals_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_proposals")),
        sa.UniqueConstraint("poll_id", "position", name=op.f("uq_poll_proposals_poll_id_position")),
        sa.UniqueConstraint("poll_id", "proposal_id", name=op.f("uq_poll_proposals_poll_id_proposal_id")),
    )
    op.create_index(op.f("ix_poll_proposals_proposal_id"), "poll_proposals", ["proposal_id"], unique=False)
    op.create_table(
        "poll_roll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("interest_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["interest_id"], ["interests.id"], name=op.f("fk_poll_roll_interest_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipalities.id"], name=op.f("fk_poll_roll_municipality_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_poll_roll_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_poll_roll_person_id")),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_poll_roll_poll_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_poll_roll_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_roll")),
        sa.UniqueConstraint("poll_id", "line", name=op.f("uq_poll_roll_poll_id_line")),
        sa.UniqueConstraint("poll_id", "person_id", name=op.f("uq_poll_roll_poll_id_person_id")),
        sa.UniqueConstraint("poll_id", "seat_id", name=op.f("uq_poll_roll_poll_id_seat_id")),
    )
    op.create_index(op.f("ix_poll_roll_interest_id"), "poll_roll", ["interest_id"], unique=False)
    op.create_index(op.f("ix_poll_roll_municipality_id"), "poll_roll", ["municipality_id"], unique=False)
    op.create_index(op.f("ix_poll_roll_organisation_id"), "poll_roll", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_poll_roll_person_id"), "poll_roll", ["person_id"], unique=False)
    op.create_index(op.f("ix_poll_roll_seat_id"), "poll_roll", ["seat_id"], unique=False)
    op.create_table(
        "ballots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roll_id", sa.Integer(), nullable=False),
        sa.Column("poll_proposal_id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=16), nullable=False),
        sa.Column(
            "choice",
            sa.Enum("yes", "no", "abstain", name="choice", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("replaced_at >= cast_at", name=op.f("ck_ballots_replaced_after_it_was_cast")),
        sa.ForeignKeyConstraint(["poll_proposal_id"], ["poll_proposals.id"], name=op.f("fk_ballots_poll_proposal_id")),
        sa.ForeignKeyConstraint(["roll_id"], ["poll_roll.id"], name=op.f("fk_ballots_roll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
        sa.UniqueConstraint("receipt", name=op.f("uq_ballots_receipt")),
    )
    op.create_index("ix_ballots_poll_proposal_id", "ballots", ["poll_proposal_id"], unique=False)
    op.create_index(op.f("ix_ballots_roll_id"), "ballots", ["roll_id"], unique=False)
    op.create_index(
        "uq_ballots_counts",
        "ballots",
        ["roll_id", "poll_proposal_id"],
        unique=True,
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_ballots_counts",
        table_name="ballots",
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )
    op.drop_index(op.f("ix_ballots_roll_id"), table_name="ballots")
    op.drop_index("ix_ballots_poll_proposal_id", table_name="ballots")
    op.drop_table("ballots")
    op.drop_index(op.f("ix_poll_roll_seat_id"), table_name="poll_roll")
    op.drop_index(op.f("ix_poll_roll_person_id"), table_name="poll_roll")
    op.drop_index(op.f("ix_poll_roll_organisation_id"), table_name="poll_roll")
    op.drop_index(op.f("ix_poll_roll_municipality_id"), table_name="poll_roll")
    op.drop_index(op.f("ix_poll_roll_interest_id"), table_name="poll_roll")
    op.drop_table("poll_roll")
    op.drop_index(op.f("ix_poll_proposals_proposal_id"), table_name="poll_proposals")
    op.drop_table("poll_proposals")
    op.drop_index(op.f("ix_advice_proposals_proposal_id"), table_name="advice_proposals")
    op.drop_table("advice_proposals")
    op.drop_index(op.f("ix_polls_prepared_by_id"), table_name="polls")
    op.drop_index(op.f("ix_polls_established_by_id"), table_name="polls")
    op.drop_index(op.f("ix_polls_approved_by_id"), table_name="polls")
    op.drop_index(op.f("ix_polls_annulled_by_id"), table_name="polls")
    op.drop_table("polls")
    op.drop_table("group_advices")
