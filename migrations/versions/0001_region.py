"""The region: municipalities, interests, organisations, bodies."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")
SortKey = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "interests",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_key", SortKey, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interests")),
        sa.UniqueConstraint("slug", name=op.f("uq_interests_slug")),
    )
    op.create_index(op.f("ix_interests_sort_key"), "interests", ["sort_key"], unique=False)
    op.create_table(
        "organisations",
        sa.Column(
            "kind",
            sa.Enum(
                "collection",
                "province",
                "municipality",
                "state",
                "executive_agency",
                "other_government",
                "water_authority",
                "europe",
                "partnership",
                "partnership_programme",
                "development_company",
                "network",
                "business_association",
                "company",
                "trade_association",
                "civil_society",
                "knowledge_institute",
                "campus",
                "residents_group",
                name="organisation_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("abbreviation", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("other_spellings", Json, nullable=False),
        sa.Column("notes", Json, nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_key", SortKey, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisations_slug")),
    )
    op.create_index(op.f("ix_organisations_kind"), "organisations", ["kind"], unique=False)
    op.create_index(op.f("ix_organisations_sort_key"), "organisations", ["sort_key"], unique=False)
    op.create_table(
        "sources",
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("date_text", sa.String(length=100), nullable=False),
        sa.Column(
            "date_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "season",
                "part",
                "year",
                "open",
                name="date_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_key", SortKey, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("slug", name=op.f("uq_sources_slug")),
    )
    op.create_index(op.f("ix_sources_sort_key"), "sources", ["sort_key"], unique=False)
    op.create_table(
        "municipalities",
        sa.Column("cbs_code", sa.String(length=4), nullable=False),
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("notes", Json, nullable=False),
        sa.Column("outline", sa.Text(), nullable=False),
        sa.Column("label_x", sa.Integer(), nullable=True),
        sa.Column("label_y", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_key", SortKey, nullable=False),
        sa.CheckConstraint("length(cbs_code) = 4", name=op.f("ck_municipalities_cbs_code_has_four_digits")),
        sa.ForeignKeyConstraint(["province_id"], ["organisations.id"], name=op.f("fk_municipalities_province_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipalities")),
        sa.UniqueConstraint("cbs_code", name=op.f("uq_municipalities_cbs_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_municipalities_slug")),
    )
    op.create_index(op.f("ix_municipalities_province_id"), "municipalities", ["province_id"], unique=False)
    op.create_index(op.f("ix_municipalities_sort_key"), "municipalities", ["sort_key"], unique=False)
    op.create_table(
        "organisation_sources",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_sources_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_organisation_sources_source_id")),
        sa.PrimaryKeyConstraint("organisation_id", "source_id", name=op.f("pk_organisation_sources")),
    )
    op.create_index(op.f("ix_organisation_sources_source_id"), "organisation_sources", ["source_id"], unique=False)
    op.create_table(
        "regions",
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("character", sa.String(length=200), nullable=False),
        sa.Column("governance", sa.Text(), nullable=False),
        sa.Column("budget", sa.Text(), nullable=False),
        sa.Column("bureau_slug", sa.String(length=100), nullable=False),
        sa.Column("bureau_name", sa.String(length=200), nullable=False),
        sa.Column("bureau_phone", sa.String(length=40), nullable=False),
        sa.Column("bureau_email", sa.String(length=254), nullable=False),
        sa.Column("bureau_hours", sa.String(length=200), nullable=False),
        sa.Column("bureau_tasks", Json, nullable=False),
        sa.Column("bureau_source_id", sa.Integer(), nullable=True),
        sa.Column("map_view_box", sa.String(length=40), nullable=False),
        sa.Column("map_credit", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_key", SortKey, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_regions_only_one")),
        sa.ForeignKeyConstraint(["bureau_source_id"], ["sources.id"], name=op.f("fk_regions_bureau_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regions")),
        sa.UniqueConstraint("slug", name=op.f("uq_regions_slug")),
    )
    op.create_index(op.f("ix_regions_bureau_source_id"), "regions", ["bureau_source_id"], unique=False)
    op.create_index(op.f("ix_regions_sort_key"), "regions", ["sort_key"], unique=False)
    op.create_table(
        "bodies",
        sa.Column("full_name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "council",
                "college",
                "political_meeting",
                "political_meeting_with_state",
                "official_meeting",
                "mixed_meeting",
                "unknown",
                name="body_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "power",
            sa.Enum(
                "decides",
                "coordinates",
                "advises",
                "informs",
                "unknown",
                name="power",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("members", Json, nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_key", SortKey, nullable=False),
        sa.CheckConstraint(
            "(kind IN ('council', 'college')) = (municipality_id IS NOT NULL)", name=op.f("ck_bodies_municipal_bodies")
        ),
        sa.CheckConstraint(
            "power <> 'decides' OR kind IN ('council', 'college')", name=op.f("ck_bodies_only_municipal_bodies_decide")
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipalities.id"], name=op.f("fk_bodies_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bodies")),
        sa.UniqueConstraint("slug", name=op.f("uq_bodies_slug")),
    )
    op.create_index(op.f("ix_bodies_sort_key"), "bodies", ["sort_key"], unique=False)
    op.create_index("uq_bodies_municipality_id_kind", "bodies", ["municipality_id", "kind"], unique=True)
    op.create_table(
        "municipality_regions",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipalities.id"],
            name=op.f("fk_municipality_regions_municipality_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_municipality_regions_organisation_id")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "organisation_id", name=op.f("pk_municipality_regions")),
    )
    op.create_index(
        op.f("ix_municipality_regions_organisation_id"), "municipality_regions", ["organisation_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_municipality_regions_organisation_id"), table_name="municipality_regions")
    op.drop_table("municipality_regions")
    op.drop_index("uq_bodies_municipality_id_kind", table_name="bodies")
    op.drop_index(op.f("ix_bodies_sort_key"), table_name="bodies")
    op.drop_table("bodies")
    op.drop_index(op.f("ix_regions_sort_key"), table_name="regions")
    op.drop_index(op.f("ix_regions_bureau_source_id"), table_name="regions")
    op.drop_table("regions")
    op.drop_index(op.f("ix_organisation_sources_source_id"), table_name="organisation_sources")
    op.drop_table("organisation_sources")
    op.drop_index(op.f("ix_municipalities_sort_key"), table_name="municipalities")
    op.drop_index(op.f("ix_municipalities_province_id"), table_name="municipalities")
    op.drop_table("municipalities")
    op.drop_index(op.f("ix_sources_sort_key"), table_name="sources")
    op.drop_table("sources")
    op.drop_index(op.f("ix_organisations_sort_key"), table_name="organisations")
    op.drop_index(op.f("ix_organisations_kind"), table_name="organisations")
    op.drop_table("organisations")
    op.drop_index(op.f("ix_interests_sort_key"), table_name="interests")
    op.drop_table("interests")
