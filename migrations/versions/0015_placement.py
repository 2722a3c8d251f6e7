"""Placement: offers of proposals to the councils, what each of them said, and the rule of the region."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "placement_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "rule_kind",
            sa.Enum(
                "each",
                "all",
                "number",
                "bureau",
                name="rule_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("rule_number", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "(rule_kind = 'number') = (rule_number IS NOT NULL)", name=op.f("ck_placement_rules_number_of_its_kind")
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_placement_rules_rule_has_a_reason")),
        sa.CheckConstraint(
            "rule_number IS NULL OR rule_number > 0", name=op.f("ck_placement_rules_number_is_a_number")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_placement_rules_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_rules")),
    )
    op.create_index(op.f("ix_placement_rules_person_id"), "placement_rules", ["person_id"], unique=False)
    op.create_table(
        "placement_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("agenda_theme_id", sa.Integer(), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "rule_kind",
            sa.Enum(
                "each",
                "all",
                "number",
                "bureau",
                name="rule_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("rule_number", sa.Integer(), nullable=True),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("behalf", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(rule_kind = 'number') = (rule_number IS NOT NULL)", name=op.f("ck_placement_offers_number_of_its_kind")
        ),
        sa.CheckConstraint("promised_on > offered_on", name=op.f("ck_placement_offers_promised_after_the_offer")),
        sa.CheckConstraint(
            "rule_number IS NULL OR rule_number > 0", name=op.f("ck_placement_offers_number_is_a_number")
        ),
        sa.ForeignKeyConstraint(
            ["agenda_theme_id"], ["agenda_themes.id"], name=op.f("fk_placement_offers_agenda_theme_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_placement_offers_person_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_placement_offers_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_offers")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_placement_offers_proposal_id")),
    )
    op.create_index(op.f("ix_placement_offers_agenda_theme_id"), "placement_offers", ["agenda_theme_id"], unique=False)
    op.create_index("ix_placement_offers_offered_on", "placement_offers", ["offered_on", "id"], unique=False)
    op.create_index(op.f("ix_placement_offers_person_id"), "placement_offers", ["person_id"], unique=False)
    op.create_table(
        "placement_verdicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("placed", sa.Boolean(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_placement_verdicts_verdict_has_a_reason")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["placement_offers.id"], name=op.f("fk_placement_verdicts_offer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_placement_verdicts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_verdicts")),
    )
    op.create_index(op.f("ix_placement_verdicts_offer_id"), "placement_verdicts", ["offer_id"], unique=False)
    op.create_index(op.f("ix_placement_verdicts_person_id"), "placement_verdicts", ["person_id"], unique=False)
    op.create_table(
        "placements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=300), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "college_advice",
                "placed",
                "placed_with_remark",
                "not_placed",
                "does_not_join",
                name="placement_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_placements_body_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipalities.id"], name=op.f("fk_placements_municipality_id")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["placement_offers.id"], name=op.f("fk_placements_offer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placements")),
        sa.UniqueConstraint("offer_id", "municipality_id", name=op.f("uq_placements_offer_id_municipality_id")),
    )
    op.create_index(op.f("ix_placements_body_id"), "placements", ["body_id"], unique=False)
    op.create_index("ix_placements_municipality_id_state", "placements", ["municipality_id", "state"], unique=False)
    op.create_table(
        "placement_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "college_advice",
                "placed",
                "placed_with_remark",
                "not_placed",
                "does_not_join",
                name="placement_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_title", sa.String(length=200), nullable=False),
        sa.Column("document_url", sa.String(length=500), nullable=False),
        sa.Column("document_sha256", sa.String(length=64), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("correction", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("behalf", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(corrects_id IS NULL) = (correction = '')", name=op.f("ck_placement_entries_correction_has_a_reason")
        ),
        sa.CheckConstraint("(state = 'offered') = (decided_on IS NULL)", name=op.f("ck_placement_entries_on_a_day")),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR state NOT IN ('offered', 'college_advice')",
            name=op.f("ck_placement_entries_an_answer_is_confirmed"),
        ),
        sa.CheckConstraint(
            "document_sha256 = '' OR length(document_sha256) = 64", name=op.f("ck_placement_entries_sha256_is_whole")
        ),
        sa.CheckConstraint(
            "state <> 'offered' OR corrects_id IS NOT NULL",
            name=op.f("ck_placement_entries_taking_back_is_a_correction"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('college_advice', 'placed_with_remark', 'not_placed', 'does_not_join') OR reason <> ''",
            name=op.f("ck_placement_entries_no_verdict_without_a_reason"),
        ),
        sa.CheckConstraint("corrects_id <> id", name=op.f("ck_placement_entries_corrects_another")),
        sa.CheckConstraint("number > 0", name=op.f("ck_placement_entries_number_is_a_number")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["people.id"], name=op.f("fk_placement_entries_confirmed_by_id")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["placement_entries.id"], name=op.f("fk_placement_entries_corrects_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_placement_entries_person_id")),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placements.id"], name=op.f("fk_placement_entries_placement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_entries")),
        sa.UniqueConstraint("placement_id", "number", name=op.f("uq_placement_entries_placement_id_number")),
    )
    op.create_index(
        op.f("ix_placement_entries_confirmed_by_id"), "placement_entries", ["confirmed_by_id"], unique=False
    )
    op.create_index(op.f("ix_placement_entries_person_id"), "placement_entries", ["person_id"], unique=False)
    op.create_index("uq_placement_entries_corrects_id", "placement_entries", ["corrects_id"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_placement_entries_corrects_id", table_name="placement_entries")
    op.drop_index(op.f("ix_placement_entries_person_id"), table_name="placement_entries")
    op.drop_index(op.f("ix_placement_entries_confirmed_by_id"), table_name="placement_entries")
    op.drop_table("placement_entries")
    op.drop_index("ix_placements_municipality_id_state", table_name="placements")
    op.drop_index(op.f("ix_placements_body_id"), table_name="placements")
    op.drop_table("placements")
    op.drop_index(op.f("ix_placement_verdicts_person_id"), table_name="placement_verdicts")
    op.drop_index(op.f("ix_placement_verdicts_offer_id"), table_name="placement_verdicts")
    op.drop_table("placement_verdicts")
    op.drop_index(op.f("ix_placement_offers_person_id"), table_name="placement_offers")
    op.drop_index("ix_placement_offers_offered_on", table_name="placement_offers")
    op.drop_index(op.f("ix_placement_offers_agenda_theme_id"), table_name="placement_offers")
    op.drop_table("placement_offers")
    op.drop_index(op.f("ix_placement_rules_person_id"), table_name="placement_rules")
    op.drop_table("placement_rules")
