"""A call ends when somebody answered in another way."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

BEFORE = "waiting", "again", "reached", "not_reached"


def upgrade() -> None:
    _states((*BEFORE, "answered"))


def downgrade() -> None:
    op.execute("UPDATE calls SET state = 'not_reached' WHERE state = 'answered'")
    _states(BEFORE)


def _states(known: tuple[str, ...]) -> None:
    """SQLite builds the table anew, which it may: no other table points to it."""
    with op.batch_alter_table("calls") as table:
        table.drop_constraint(op.f("ck_calls_call_state"), type_="check")
        table.create_check_constraint(op.f("ck_calls_call_state"), f"state IN {known}")
