"""A draw tells people that they take part, that they were not drawn, or that it does not go on: each once."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

KINDS = "kind IN ('outcome', 'sealed', 'abandoned')"


def upgrade() -> None:
    """What was told before this was how it ended. SQLite builds the table anew, which it may: no other table points to
    it."""
    kind = sa.Column("kind", sa.String(length=40), nullable=False, server_default="outcome")
    with op.batch_alter_table("tellings") as table:
        table.add_column(kind)
        table.drop_constraint(op.f("uq_tellings_draw_id"), type_="unique")
        table.create_unique_constraint(op.f("uq_tellings_draw_id_kind"), ["draw_id", "kind"])
        table.create_check_constraint(op.f("ck_tellings_telling_kind"), KINDS)
        table.create_check_constraint(op.f("ck_tellings_of_a_draw"), "draw_id IS NOT NULL OR kind = 'outcome'")


def downgrade() -> None:
    op.execute("DELETE FROM tellings WHERE kind <> 'outcome'")
    with op.batch_alter_table("tellings") as table:
        table.drop_constraint(op.f("ck_tellings_of_a_draw"), type_="check")
        table.drop_constraint(op.f("ck_tellings_telling_kind"), type_="check")
        table.drop_constraint(op.f("uq_tellings_draw_id_kind"), type_="unique")
        table.create_unique_constraint(op.f("uq_tellings_draw_id"), ["draw_id"])
        table.drop_column("kind")
