"""How many people give each answer of the questions of the library, by municipality."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from regiodialoog.core.db import db
from regiodialoog.groups.models import Population

Rows = dict[str, dict[tuple[int, str], Population]]
"""By the key of a question, and then by municipality and answer."""


def population(*questions: str) -> Rows:
    """With their sources; of these questions, or of all. One query."""
    query = select(Population).options(joinedload(Population.source))
    if questions:
        query = query.where(Population.question.in_(questions))
    found: Rows = {key: {} for key in questions}
    for row in db.session.scalars(query):
        found.setdefault(row.question, {})[row.municipality_id, row.answer] = row
    return found


def places_counted() -> dict[str, int]:
    """By the key of a question of how many municipalities something is known. One query."""
    count = func.count(Population.municipality_id.distinct())
    rows = db.session.execute(select(Population.question, count).group_by(Population.question))
    return {row[0]: row[1] for row in rows}
