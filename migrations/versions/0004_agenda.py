"""The strategic agenda and who takes part in what."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "agendas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("edition_text", sa.String(length=100), nullable=False),
        sa.Column(
            "edition_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "season",
                "part",
                "year",
                "open",
                name="edition_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("edition_start", sa.Date(), nullable=True),
        sa.Column("edition_end", sa.Date(), nullable=True),
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
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("recalibration", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("cooperation", sa.Text(), nullable=False),
        sa.Column("outside", sa.Text(), nullable=False),
        sa.Column("mission_slug", sa.String(length=100), nullable=False),
        sa.Column("mission", sa.Text(), nullable=False),
        sa.Column("mission_values", Json, nullable=False),
        sa.Column("mission_keywords", Json, nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_agendas_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agendas")),
        sa.UniqueConstraint("slug", name=op.f("uq_agendas_slug")),
    )
    op.create_index(op.f("ix_agendas_source_id"), "agendas", ["source_id"], unique=False)
    op.create_index(
        "uq_agendas_is_current",
        "agendas",
        ["is_current"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "agenda_challenges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_agenda_challenges_ended_with_reason")
        ),
        sa.ForeignKeyConstraint(["agenda_id"], ["agendas.id"], name=op.f("fk_agenda_challenges_agenda_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_challenges")),
        sa.UniqueConstraint("slug", name=op.f("uq_agenda_challenges_slug")),
    )
    op.create_index(op.f("ix_agenda_challenges_agenda_id"), "agenda_challenges", ["agenda_id"], unique=False)
    op.create_table(
        "agenda_developments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_agenda_developments_ended_with_reason")
        ),
        sa.ForeignKeyConstraint(["agenda_id"], ["agendas.id"], name=op.f("fk_agenda_developments_agenda_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_developments")),
        sa.UniqueConstraint("slug", name=op.f("uq_agenda_developments_slug")),
    )
    op.create_index(op.f("ix_agenda_developments_agenda_id"), "agenda_developments", ["agenda_id"], unique=False)
    op.create_table(
        "agenda_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("approach", sa.Text(), nullable=False),
        sa.Column("effects", Json, nullable=False),
        sa.Column("priority_themes", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_agenda_parts_ended_with_reason")),
        sa.ForeignKeyConstraint(["agenda_id"], ["agendas.id"], name=op.f("fk_agenda_parts_agenda_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_parts")),
        sa.UniqueConstraint("slug", name=op.f("uq_agenda_parts_slug")),
    )
    op.create_index(op.f("ix_agenda_parts_agenda_id"), "agenda_parts", ["agenda_id"], unique=False)
    op.create_table(
        "agenda_development_organisations",
        sa.Column("development_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["development_id"],
            ["agenda_developments.id"],
            name=op.f("fk_agenda_development_organisations_development_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_agenda_development_organisations_organisation_id")
        ),
        sa.PrimaryKeyConstraint("development_id", "organisation_id", name=op.f("pk_agenda_development_organisations")),
    )
    op.create_index(
        op.f("ix_agenda_development_organisations_organisation_id"),
        "agenda_development_organisations",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "agenda_themes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("framework", sa.Text(), nullable=False),
        sa.Column("coherence", sa.Text(), nullable=False),
        sa.Column("laws", Json, nullable=False),
        sa.Column("see_also", sa.String(length=100), nullable=False),
        sa.Column("dialogue_theme", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_agenda_themes_ended_with_reason")),
        sa.ForeignKeyConstraint(["part_id"], ["agenda_parts.id"], name=op.f("fk_agenda_themes_part_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_themes")),
        sa.UniqueConstraint("slug", name=op.f("uq_agenda_themes_slug")),
    )
    op.create_index(op.f("ix_agenda_themes_part_id"), "agenda_themes", ["part_id"], unique=False)
    op.create_table(
        "agenda_actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("components", Json, nullable=False),
        sa.Column("topics", Json, nullable=False),
        sa.Column("based_on", Json, nullable=False),
        sa.Column("framework", sa.Text(), nullable=False),
        sa.Column("see_also", sa.String(length=100), nullable=False),
        sa.Column("source_proposal", sa.String(length=100), nullable=False),
        sa.Column(
            "status",
            sa.Enum("intended", name="action_status", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
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
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_agenda_actions_ended_with_reason")),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name=op.f("ck_agenda_actions_no_parent_of_itself")),
        sa.ForeignKeyConstraint(["parent_id"], ["agenda_actions.id"], name=op.f("fk_agenda_actions_parent_id")),
        sa.ForeignKeyConstraint(["part_id"], ["agenda_parts.id"], name=op.f("fk_agenda_actions_part_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["agenda_themes.id"], name=op.f("fk_agenda_actions_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_actions")),
        sa.UniqueConstraint("slug", name=op.f("uq_agenda_actions_slug")),
    )
    op.create_index("ix_agenda_actions_in_order", "agenda_actions", ["part_id", "theme_id", "position"], unique=False)
    op.create_index(op.f("ix_agenda_actions_parent_id"), "agenda_actions", ["parent_id"], unique=False)
    op.create_index(op.f("ix_agenda_actions_theme_id"), "agenda_actions", ["theme_id"], unique=False)
    op.create_table(
        "agenda_goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("(ended_on IS NULL) = (end_reason = '')", name=op.f("ck_agenda_goals_ended_with_reason")),
        sa.ForeignKeyConstraint(["theme_id"], ["agenda_themes.id"], name=op.f("fk_agenda_goals_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_goals")),
    )
    op.create_index(op.f("ix_agenda_goals_theme_id"), "agenda_goals", ["theme_id"], unique=False)
    op.create_table(
        "agenda_milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("when_text", sa.String(length=100), nullable=False),
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
            nullable=False,
        ),
        sa.Column("when_start", sa.Date(), nullable=True),
        sa.Column("when_end", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["agenda_themes.id"], name=op.f("fk_agenda_milestones_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_milestones")),
    )
    op.create_index(op.f("ix_agenda_milestones_theme_id"), "agenda_milestones", ["theme_id"], unique=False)
    op.create_table(
        "agenda_theme_organisations",
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_agenda_theme_organisations_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["agenda_themes.id"], name=op.f("fk_agenda_theme_organisations_theme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("theme_id", "organisation_id", name=op.f("pk_agenda_theme_organisations")),
    )
    op.create_index(
        op.f("ix_agenda_theme_organisations_organisation_id"),
        "agenda_theme_organisations",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "participations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("takes_part", sa.Boolean(), nullable=False),
        sa.Column("scope", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("elsewhere_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(ends_on IS NULL) = (end_reason = '')", name=op.f("ck_participations_end_has_a_reason")),
        sa.CheckConstraint("takes_part OR reason <> ''", name=op.f("ck_participations_absence_has_a_reason")),
        sa.CheckConstraint("(part_id IS NULL) <> (theme_id IS NULL)", name=op.f("ck_participations_in_one_topic")),
        sa.CheckConstraint(
            "starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on", name=op.f("ck_participations_days_in_order")
        ),
        sa.ForeignKeyConstraint(["elsewhere_id"], ["organisations.id"], name=op.f("fk_participations_elsewhere_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name=op.f("fk_participations_municipality_id")
        ),
        sa.ForeignKeyConstraint(["part_id"], ["agenda_parts.id"], name=op.f("fk_participations_part_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["agenda_themes.id"], name=op.f("fk_participations_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participations")),
    )
    op.create_index(op.f("ix_participations_elsewhere_id"), "participations", ["elsewhere_id"], unique=False)
    op.create_index(op.f("ix_participations_municipality_id"), "participations", ["municipality_id"], unique=False)
    op.create_index(op.f("ix_participations_part_id"), "participations", ["part_id"], unique=False)
    op.create_index(op.f("ix_participations_theme_id"), "participations", ["theme_id"], unique=False)
    op.create_index(
        "uq_participations_open_part_id",
        "participations",
        ["municipality_id", "part_id"],
        unique=True,
        sqlite_where=sa.text("ends_on IS NULL AND part_id IS NOT NULL"),
        postgresql_where=sa.text("ends_on IS NULL AND part_id IS NOT NULL"),
    )
    op.create_index(
        "uq_participations_open_theme_id",
        "participations",
        ["municipality_id", "theme_id"],
        unique=True,
        sqlite_where=sa.text("ends_on IS NULL AND theme_id IS NOT NULL"),
        postgresql_where=sa.text("ends_on IS NULL AND theme_id IS NOT NULL"),
    )
    op.create_table(
        "agenda_action_organisations",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["agenda_actions.id"],
            name=op.f("fk_agenda_action_organisations_action_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_agenda_action_organisations_organisation_id")
        ),
        sa.PrimaryKeyConstraint("action_id", "organisation_id", name=op.f("pk_agenda_action_organisations")),
    )
    op.create_index(
        op.f("ix_agenda_action_organisations_organisation_id"),
        "agenda_action_organisations",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "agenda_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("low", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("high", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("unit", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(low IS NULL) = (high IS NULL)", name=op.f("ck_agenda_figures_range_has_two_ends")),
        sa.CheckConstraint("(theme_id IS NULL) <> (action_id IS NULL)", name=op.f("ck_agenda_figures_of_one_thing")),
        sa.CheckConstraint("(value IS NULL) <> (low IS NULL)", name=op.f("ck_agenda_figures_value_or_range")),
        sa.ForeignKeyConstraint(["action_id"], ["agenda_actions.id"], name=op.f("fk_agenda_figures_action_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["agenda_themes.id"], name=op.f("fk_agenda_figures_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_figures")),
    )
    op.create_index(op.f("ix_agenda_figures_action_id"), "agenda_figures", ["action_id"], unique=False)
    op.create_index(op.f("ix_agenda_figures_theme_id"), "agenda_figures", ["theme_id"], unique=False)
    op.create_table(
        "agenda_partners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["agenda_actions.id"], name=op.f("fk_agenda_partners_action_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_partners")),
    )
    op.create_index(op.f("ix_agenda_partners_action_id"), "agenda_partners", ["action_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_agenda_partners_action_id"), table_name="agenda_partners")
    op.drop_table("agenda_partners")
    op.drop_index(op.f("ix_agenda_figures_theme_id"), table_name="agenda_figures")
    op.drop_index(op.f("ix_agenda_figures_action_id"), table_name="agenda_figures")
    op.drop_table("agenda_figures")
    op.drop_index(op.f("ix_agenda_action_organisations_organisation_id"), table_name="agenda_action_organisations")
    op.drop_table("agenda_action_organisations")
    op.drop_index(
        "uq_participations_open_theme_id",
        table_name="participations",
        sqlite_where=sa.text("ends_on IS NULL AND theme_id IS NOT NULL"),
        postgresql_where=sa.text("ends_on IS NULL AND theme_id IS NOT NULL"),
    )
    op.drop_index(
        "uq_participations_open_part_id",
        table_name="participations",
        sqlite_where=sa.text("ends_on IS NULL AND part_id IS NOT NULL"),
        postgresql_where=sa.text("ends_on IS NULL AND part_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_participations_theme_id"), table_name="participations")
    op.drop_index(op.f("ix_participations_part_id"), table_name="participations")
    op.drop_index(op.f("ix_participations_municipality_id"), table_name="participations")
    op.drop_index(op.f("ix_participations_elsewhere_id"), table_name="participations")
    op.drop_table("participations")
    op.drop_index(op.f("ix_agenda_theme_organisations_organisation_id"), table_name="agenda_theme_organisations")
    op.drop_table("agenda_theme_organisations")
    op.drop_index(op.f("ix_agenda_milestones_theme_id"), table_name="agenda_milestones")
    op.drop_table("agenda_milestones")
    op.drop_index(op.f("ix_agenda_goals_theme_id"), table_name="agenda_goals")
    op.drop_table("agenda_goals")
    op.drop_index(op.f("ix_agenda_actions_theme_id"), table_name="agenda_actions")
    op.drop_index(op.f("ix_agenda_actions_parent_id"), table_name="agenda_actions")
    op.drop_index("ix_agenda_actions_in_order", table_name="agenda_actions")
    op.drop_table("agenda_actions")
    op.drop_index(op.f("ix_agenda_themes_part_id"), table_name="agenda_themes")
    op.drop_table("agenda_themes")
    op.drop_index(
        op.f("ix_agenda_development_organisations_organisation_id"), table_name="agenda_development_organisations"
    )
    op.drop_table("agenda_development_organisations")
    op.drop_index(op.f("ix_agenda_parts_agenda_id"), table_name="agenda_parts")
    op.drop_table("agenda_parts")
    op.drop_index(op.f("ix_agenda_developments_agenda_id"), table_name="agenda_developments")
    op.drop_table("agenda_developments")
    op.drop_index(op.f("ix_agenda_challenges_agenda_id"), table_name="agenda_challenges")
    op.drop_table("agenda_challenges")
    op.drop_index(
        "uq_agendas_is_current",
        table_name="agendas",
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.drop_index(op.f("ix_agendas_source_id"), table_name="agendas")
    op.drop_table("agendas")
