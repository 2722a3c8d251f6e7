"""A poll asks one or more questions, each with its options; a ballot answers a question by the rule of the poll."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")
Row = dict[str, Any]
COUNTS = sa.text("replaced_at IS NULL")
REFERENCES = {
    "seat_id": "seats",
    "interest_id": "interests",
    "municipality_id": "municipalities",
    "organisation_id": "organisations",
    "person_id": "people",
}
OUTCOMES = "'', 'accepted', 'rejected', 'no-decision', 'elected', 'selected', 'tie'"


def upgrade() -> None:
    """Every proposal in a poll becomes a question with one option, under the same number."""
    op.add_column("polls", sa.Column("moves", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.execute(
        "ALTER TABLE polls ADD COLUMN electorate VARCHAR(40) DEFAULT 'group' NOT NULL"
        " CONSTRAINT ck_polls_electorate CHECK (electorate IN ('group', 'theme', 'council'))"
    )
    proposals, roll, ballots = _rows("poll_proposals"), _rows("poll_roll"), _rows("ballots")
    numbers = {row["id"]: row["number"] for row in _rows("proposals", "id", "number")}
    for table in ("ballots", "poll_roll", "poll_proposals"):
        op.drop_table(table)
    _questions()
    _options()
    _roll(nullable=True)
    _ballots(
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("choice", Json, nullable=False),
        sa.Column("argument", sa.Text(), nullable=False),
        of="poll_questions",
    )
    _fill("poll_questions", [_question(row) for row in proposals])
    _fill("poll_options", [_option(row, numbers) for row in proposals])
    _fill("poll_roll", roll)
    _fill(
        "ballots",
        [_without(row, "poll_proposal_id", question_id=row["poll_proposal_id"], argument="") for row in ballots],
    )


def downgrade() -> None:
    """Only polls about proposals, for, against or blank, by a group, are kept: the others were not known."""
    kept = {row["id"] for row in _rows("polls") if row["rule"]["kind"] == "yes-no" and row["electorate"] == "group"}
    questions = {row["id"]: row for row in _rows("poll_questions") if row["poll_id"] in kept}
    options = [row for row in _rows("poll_options") if row["question_id"] in questions and row["proposal_id"]]
    kept &= {row["poll_id"] for row in options}
    roll = [row for row in _rows("poll_roll") if row["poll_id"] in kept]
    lines = {row["id"] for row in roll}
    numbers = {row["question_id"] for row in options}
    ballots = [row for row in _rows("ballots") if row["roll_id"] in lines and row["question_id"] in numbers]
    for table in ("ballots", "poll_roll", "poll_options", "poll_questions"):
        op.drop_table(table)
    _proposals()
    _roll(nullable=False)
    _ballots(
        sa.Column("poll_proposal_id", sa.Integer(), nullable=False),
        sa.Column(
            "choice",
            sa.Enum("yes", "no", "abstain", name="choice", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        of="poll_proposals",
    )
    _fill("poll_proposals", [_proposal(row, questions[row["question_id"]]) for row in options])
    _fill("poll_roll", roll)
    back = [_without(row, "question_id", "argument", poll_proposal_id=row["question_id"]) for row in ballots]
    _fill("ballots", back)
    polls = _table("polls")
    op.get_bind().execute(polls.delete().where(polls.c.id.not_in(sorted(kept))))
    op.drop_column("polls", "electorate")
    op.drop_column("polls", "moves")


def _questions() -> None:
    op.create_table(
        "poll_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rules_sha256", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("result", Json, nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.CheckConstraint("(outcome = '') = (root = '')", name=op.f("ck_poll_questions_counted_with_a_root")),
        sa.CheckConstraint("root = '' OR rules_sha256 <> ''", name=op.f("ck_poll_questions_counted_by_frozen_rules")),
        sa.CheckConstraint(f"outcome IN ({OUTCOMES})", name=op.f("ck_poll_questions_outcome_in_words")),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_poll_questions_poll_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_questions")),
        sa.UniqueConstraint("poll_id", "position", name=op.f("uq_poll_questions_poll_id_position")),
    )


def _options() -> None:
    op.create_table(
        "poll_options",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.CheckConstraint("cost > 0", name=op.f("ck_poll_options_costs_something")),
        sa.CheckConstraint("proposal_id IS NOT NULL OR title <> ''", name=op.f("ck_poll_options_says_what_it_is")),
        sa.CheckConstraint(
            "revision IS NULL OR proposal_id IS NOT NULL", name=op.f("ck_poll_options_revision_of_a_proposal")
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_poll_options_poll_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["question_id"], ["poll_questions.id"], name=op.f("fk_poll_options_question_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_poll_options_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_options")),
        sa.UniqueConstraint("poll_id", "proposal_id", name=op.f("uq_poll_options_poll_id_proposal_id")),
        sa.UniqueConstraint("question_id", "key", name=op.f("uq_poll_options_question_id_key")),
        sa.UniqueConstraint("question_id", "position", name=op.f("uq_poll_options_question_id_position")),
    )
    op.create_index(op.f("ix_poll_options_proposal_id"), "poll_options", ["proposal_id"], unique=False)


def _roll(*, nullable: bool) -> None:
    op.create_table(
        "poll_roll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=nullable),
        sa.Column("interest_id", sa.Integer(), nullable=nullable),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_poll_roll_poll_id")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_poll_roll_{column}"))
            for column, table in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_roll")),
        sa.UniqueConstraint("poll_id", "line", name=op.f("uq_poll_roll_poll_id_line")),
        sa.UniqueConstraint("poll_id", "person_id", name=op.f("uq_poll_roll_poll_id_person_id")),
        sa.UniqueConstraint("poll_id", "seat_id", name=op.f("uq_poll_roll_poll_id_seat_id")),
    )
    for column in REFERENCES:
        op.create_index(op.f(f"ix_poll_roll_{column}"), "poll_roll", [column], unique=False)


def _ballots(answers: sa.Column[Any], *columns: sa.Column[Any], of: str) -> None:
    op.create_table(
        "ballots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roll_id", sa.Integer(), nullable=False),
        answers,
        sa.Column("receipt", sa.String(length=16), nullable=False),
        *columns,
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("replaced_at >= cast_at", name=op.f("ck_ballots_replaced_after_it_was_cast")),
        sa.ForeignKeyConstraint([answers.name], [f"{of}.id"], name=op.f(f"fk_ballots_{answers.name}")),
        sa.ForeignKeyConstraint(["roll_id"], ["poll_roll.id"], name=op.f("fk_ballots_roll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
        sa.UniqueConstraint("receipt", name=op.f("uq_ballots_receipt")),
    )
    op.create_index(f"ix_ballots_{answers.name}", "ballots", [answers.name], unique=False)
    op.create_index(op.f("ix_ballots_roll_id"), "ballots", ["roll_id"], unique=False)
    op.create_index(
        "uq_ballots_counts",
        "ballots",
        ["roll_id", answers.name],
        unique=True,
        sqlite_where=COUNTS,
        postgresql_where=COUNTS,
    )


def _proposals() -> None:
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


def _question(row: Row) -> Row:
    counts = {"yes": row["for_count"], "no": row["against_count"], "abstain": row["blank_count"]}
    told = {"counts": counts, "winners": [], "ties": [], "cast": sum(counts.values())}
    result = told if row["outcome"] else {}
    named = {name: row[name] for name in ("id", "poll_id", "position", "rules_sha256", "outcome", "root")}
    return {**named, "result": result}


def _option(row: Row, numbers: dict[int, int]) -> Row:
    named = {name: row[name] for name in ("id", "poll_id", "proposal_id", "revision", "title", "summary", "text")}
    key = str(numbers[row["proposal_id"]])
    return {**named, "question_id": row["id"], "key": key, "position": 1, "cost": None}


def _proposal(row: Row, question: Row) -> Row:
    counts = question["result"].get("counts", {})
    named = {name: row[name] for name in ("poll_id", "proposal_id", "revision", "title", "summary", "text")}
    kept = {name: question[name] for name in ("id", "position", "rules_sha256", "outcome", "root")}
    given = {"for_count": "yes", "against_count": "no", "blank_count": "abstain"}
    return {**named, **kept} | {name: counts.get(word, 0) for name, word in given.items()}


def _without(row: Row, *names: str, **more: Any) -> Row:
    return {name: value for name, value in row.items() if name not in names} | more


def _table(name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind(), resolve_fks=False)


def _rows(name: str, *columns: str) -> list[Row]:
    table = _table(name)
    query = sa.select(*((table.c[column] for column in columns) if columns else (table,)))
    return [dict(row) for row in op.get_bind().execute(query.order_by(table.c.id)).mappings()]


def _fill(name: str, rows: list[Row]) -> None:
    if not rows:
        return
    op.get_bind().execute(_table(name).insert(), rows)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))")  # noqa: S608
