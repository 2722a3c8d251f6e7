"""Dialogues with their rounds and themes, phases and mandates; "theme" in the log now means these."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")


def precision(name: str) -> sa.Enum:
    words = ("day", "month", "quarter", "season", "part", "year", "open")
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.execute("UPDATE audit_events SET subject_kind = 'agenda_theme' WHERE subject_kind = 'theme'")
    op.create_table(
        "dialogues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("distinction", sa.Text(), nullable=False),
        sa.Column("preparation", sa.Text(), nullable=False),
        sa.Column("kickoff_slug", sa.String(length=100), nullable=False),
        sa.Column("kickoff_text", sa.String(length=100), nullable=True),
        sa.Column("kickoff_precision", precision("kickoff_precision"), nullable=True),
        sa.Column("kickoff_start", sa.Date(), nullable=True),
        sa.Column("kickoff_end", sa.Date(), nullable=True),
        sa.Column("kickoff_with", sa.String(length=200), nullable=False),
        sa.Column("kickoff_note", sa.Text(), nullable=False),
        sa.Column("duration", sa.String(length=200), nullable=False),
        sa.Column("phasing", sa.Text(), nullable=False),
        sa.Column("composition", sa.String(length=200), nullable=False),
        sa.Column("composition_note", sa.Text(), nullable=False),
        sa.Column("involved", Json, nullable=False),
        sa.Column("outcome", sa.String(length=200), nullable=False),
        sa.Column("afterwards", sa.Text(), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_dialogues_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogues")),
        sa.UniqueConstraint("slug", name=op.f("uq_dialogues_slug")),
    )
    op.create_index(op.f("ix_dialogues_source_id"), "dialogues", ["source_id"], unique=False)
    op.create_table(
        "dialogue_interests",
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("interest_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_dialogue_interests_dialogue_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["interest_id"], ["interests.id"], name=op.f("fk_dialogue_interests_interest_id")),
        sa.PrimaryKeyConstraint("dialogue_id", "interest_id", name=op.f("pk_dialogue_interests")),
    )
    op.create_index(op.f("ix_dialogue_interests_interest_id"), "dialogue_interests", ["interest_id"], unique=False)
    op.create_table(
        "dialogue_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start_text", sa.String(length=100), nullable=True),
        sa.Column("start_precision", precision("start_precision"), nullable=True),
        sa.Column("start_start", sa.Date(), nullable=True),
        sa.Column("start_end", sa.Date(), nullable=True),
        sa.Column("start_note", sa.Text(), nullable=False),
        sa.Column("theme_origin", sa.Text(), nullable=False),
        sa.Column("chosen_by", sa.String(length=200), nullable=False),
        sa.Column("chosen_in_text", sa.String(length=100), nullable=True),
        sa.Column("chosen_in_precision", precision("chosen_in_precision"), nullable=True),
        sa.Column("chosen_in_start", sa.Date(), nullable=True),
        sa.Column("chosen_in_end", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dialogue_id"], ["dialogues.id"], name=op.f("fk_dialogue_rounds_dialogue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_rounds")),
        sa.UniqueConstraint("dialogue_id", "number", name=op.f("uq_dialogue_rounds_dialogue_id_number")),
        sa.UniqueConstraint("slug", name=op.f("uq_dialogue_rounds_slug")),
    )
    op.create_table(
        "themes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("conclusions", Json, nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "from_agenda",
                "chosen_by_councils",
                "unknown",
                name="theme_origin",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("agenda_theme_id", sa.Integer(), nullable=True),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column("look_beforehand", sa.Boolean(), nullable=False),
        sa.Column("look_reason", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "active",
                "not_chosen",
                "stopped",
                name="theme_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'active') = (end_reason = '')", name=op.f("ck_themes_ended_with_reason")),
        sa.CheckConstraint("(state = 'active') = (ended_on IS NULL)", name=op.f("ck_themes_ended_on_a_day")),
        sa.CheckConstraint("look_beforehand = (look_reason <> '')", name=op.f("ck_themes_look_with_reason")),
        sa.CheckConstraint("min_age BETWEEN 0 AND 99", name=op.f("ck_themes_min_age_is_an_age")),
        sa.ForeignKeyConstraint(["agenda_theme_id"], ["agenda_themes.id"], name=op.f("fk_themes_agenda_theme_id")),
        sa.ForeignKeyConstraint(["round_id"], ["dialogue_rounds.id"], name=op.f("fk_themes_round_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_themes_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_themes_round_id_number")),
        sa.UniqueConstraint("slug", name=op.f("uq_themes_slug")),
    )
    op.create_index(op.f("ix_themes_agenda_theme_id"), "themes", ["agenda_theme_id"], unique=False)
    op.create_index(op.f("ix_themes_source_id"), "themes", ["source_id"], unique=False)
    op.create_table(
        "mandates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("subquestions", Json, nullable=False),
        sa.Column("conditions", Json, nullable=False),
        sa.Column("fixed", Json, nullable=False),
        sa.Column("running", Json, nullable=False),
        sa.Column(
            "influence",
            sa.Enum(
                "informed",
                "consulted",
                "advises",
                "co_decides",
                name="influence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("influence_note", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_mandates_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandates")),
        sa.UniqueConstraint("theme_id", name=op.f("uq_mandates_theme_id")),
    )
    op.create_table(
        "theme_categories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_theme_categories_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_categories")),
        sa.UniqueConstraint("slug", name=op.f("uq_theme_categories_slug")),
    )
    op.create_index(op.f("ix_theme_categories_theme_id"), "theme_categories", ["theme_id"], unique=False)
    op.create_table(
        "theme_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("unit", sa.String(length=100), nullable=False),
        sa.Column("bound", sa.String(length=100), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("compared_with", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_theme_figures_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_figures")),
    )
    op.create_index(op.f("ix_theme_figures_theme_id"), "theme_figures", ["theme_id"], unique=False)
    op.create_table(
        "theme_municipalities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_theme_municipalities_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["themes.id"], name=op.f("fk_theme_municipalities_theme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_municipalities")),
        sa.UniqueConstraint(
            "theme_id", "municipality_id", name=op.f("uq_theme_municipalities_theme_id_municipality_id")
        ),
    )
    op.create_index(
        op.f("ix_theme_municipalities_municipality_id"), "theme_municipalities", ["municipality_id"], unique=False
    )
    op.create_table(
        "theme_phases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "preparation",
                "theme_choice",
                "mandate",
                "recruitment",
                "composition",
                "dialogue",
                "advice",
                "handover",
                name="phase_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_theme_phases_days_in_order")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_theme_phases_theme_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_phases")),
        sa.UniqueConstraint("theme_id", "kind", name=op.f("uq_theme_phases_theme_id_kind")),
    )
    op.create_table(
        "mandate_agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mandate_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("agrees OR reason <> ''", name=op.f("ck_mandate_agreements_refusal_has_a_reason")),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandates.id"], name=op.f("fk_mandate_agreements_mandate_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_mandate_agreements_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate_agreements")),
    )
    op.create_index(op.f("ix_mandate_agreements_mandate_id"), "mandate_agreements", ["mandate_id"], unique=False)
    op.create_index(
        op.f("ix_mandate_agreements_municipality_id"), "mandate_agreements", ["municipality_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_mandate_agreements_municipality_id"), table_name="mandate_agreements")
    op.drop_index(op.f("ix_mandate_agreements_mandate_id"), table_name="mandate_agreements")
    op.drop_table("mandate_agreements")
    op.drop_table("theme_phases")
    op.drop_index(op.f("ix_theme_municipalities_municipality_id"), table_name="theme_municipalities")
    op.drop_table("theme_municipalities")
    op.drop_index(op.f("ix_theme_figures_theme_id"), table_name="theme_figures")
    op.drop_table("theme_figures")
    op.drop_index(op.f("ix_theme_categories_theme_id"), table_name="theme_categories")
    op.drop_table("theme_categories")
    op.drop_table("mandates")
    op.drop_index(op.f("ix_themes_source_id"), table_name="themes")
    op.drop_index(op.f("ix_themes_agenda_theme_id"), table_name="themes")
    op.drop_table("themes")
    op.drop_table("dialogue_rounds")
    op.drop_index(op.f("ix_dialogue_interests_interest_id"), table_name="dialogue_interests")
    op.drop_table("dialogue_interests")
    op.drop_index(op.f("ix_dialogues_source_id"), table_name="dialogues")
    op.drop_table("dialogues")
    op.execute("DELETE FROM audit_events WHERE subject_kind IN ('dialogue', 'theme')")
    op.execute("UPDATE audit_events SET subject_kind = 'theme' WHERE subject_kind = 'agenda_theme'")
