"""Whether a text that people agreed to says that lots are drawn, and who then gets a file with their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

SAID = ("Lots are drawn for places. So that others can check that", "Voor plekken wordt geloot. Anderen moeten dat")
"""How the sentence about it begins, in the languages in which there were texts."""


def upgrade() -> None:
    op.add_column("consent_texts", sa.Column("by_lot", sa.Boolean(), server_default=sa.false(), nullable=False))
    texts = sa.table("consent_texts", sa.column("body", sa.Text()), sa.column("by_lot", sa.Boolean()))
    told = sa.or_(*(texts.c.body.contains(words, autoescape=True) for words in SAID))
    op.execute(texts.update().where(told).values(by_lot=sa.true()))


def downgrade() -> None:
    op.drop_column("consent_texts", "by_lot")
