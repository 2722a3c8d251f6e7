"""Until when the file of a draw is there, which text about their answers people agreed to, and who wants to be kept
informed of a theme."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Draws of before keep their file as long as the answers."""
    op.add_column("draws", sa.Column("file_until", sa.Date(), nullable=True))
    op.create_table(
        "consent_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("first_shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_consent_texts_has_a_hash")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_consent_texts_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_texts")),
        sa.UniqueConstraint("theme_id", "sha256", name=op.f("uq_consent_texts_theme_id_sha256")),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_aloud", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["registration_id"], ["registrations.id"], name=op.f("fk_consents_registration_id")),
        sa.ForeignKeyConstraint(["text_id"], ["consent_texts.id"], name=op.f("fk_consents_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    for name in ("registration_id", "text_id"):
        op.create_index(op.f(f"ix_consents_{name}"), "consents", [name], unique=False)
    op.create_table(
        "news_wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("told", sa.String(length=20), nullable=False),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_news_wishes_theme_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_news_wishes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_wishes")),
        sa.UniqueConstraint("theme_id", "person_id", name=op.f("uq_news_wishes_theme_id_person_id")),
    )
    op.create_index(op.f("ix_news_wishes_person_id"), "news_wishes", ["person_id"], unique=False)
    op.create_index("ix_news_wishes_until", "news_wishes", ["until"], unique=False)


def downgrade() -> None:
    op.drop_table("news_wishes")
    op.drop_table("consents")
    op.drop_table("consent_texts")
    op.drop_column("draws", "file_until")
