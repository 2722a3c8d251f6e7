"""What whoever signs up is asked, and by which rules an answer follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.groups.asking import Rules, from_data
from regiodialoog.groups.models import Asked, Group, Quota, Registration, Source
from regiodialoog.groups.queries.ways_in import quotas


@dataclass(frozen=True)
class Question:
    """A feature that the composition asks about, its values, and why. An answer is one of the values, or none.
    ``rules``: by which it follows from what is filled in; None where somebody chooses a value."""

    feature: str
    values: tuple[str, ...]
    why: tuple[str, ...]
    rules: Rules | None = None


def questions(group: Group) -> list[Question]:
    """One for every feature of the demands. Two queries."""
    return _questions(quotas(group.id), asked(group.id))


def _questions(rows: Sequence[Quota], by_rules: dict[str, Asked]) -> list[Question]:
    of: dict[str, list[Quota]] = {}
    for row in rows:
        of.setdefault(row.feature, []).append(row)
    return [
        Question(
            feature,
            tuple(row.value for row in each),
            _why(by_rules.get(feature), each),
            rules_of(by_rules[feature]) if feature in by_rules else None,
        )
        for feature, each in of.items()
    ]


def _why(row: Asked | None, demands: Sequence[Quota]) -> tuple[str, ...]:
    """The reason of the question; of one that was made one demand at a time, those of its demands, each once."""
    return (row.why,) if row is not None and row.why else tuple(dict.fromkeys(each.justification for each in demands))


def asked(group_id: int) -> dict[str, Asked]:
    """By feature, in the order in which the bureau made them."""
    rows = db.session.scalars(select(Asked).where(Asked.group_id == group_id).order_by(Asked.id))
    return {row.feature: row for row in rows}


def why_so_many(group_id: int) -> dict[str, list[tuple[str, str]]]:
    """By feature, for each value whose demand has a reason beside that of the question, the value and that reason. Two
    queries."""
    rows, found = asked(group_id), dict[str, list[tuple[str, str]]]()
    for each in quotas(group_id):
        if each.feature in rows and each.justification != rows[each.feature].why:
            found.setdefault(each.feature, []).append((each.value, each.justification))
    return found


def asks_year_of_birth(group_id: int) -> bool:
    there = exists().where(Asked.group_id == group_id, Asked.source == Source.BIRTH_YEAR)
    return bool(db.session.scalar(select(there)))


def question(question_id: int) -> Asked:
    """With its group and theme."""
    options = [joinedload(Asked.group).joinedload(Group.theme)]
    found = db.session.get(Asked, question_id, options=options)
    if found is None:
        raise NotFound
    return found


def rules_of(row: Asked) -> Rules:
    return from_data(row.source, row.rules, row.year)


def has_answered(theme_id: int, feature: str) -> bool:
    """Whether anybody of whom the answers are still there answered this."""
    query = select(Registration.answers).where(Registration.theme_id == theme_id, Registration.cleared_at.is_(None))
    return any(feature in answers for answers in db.session.scalars(query))
