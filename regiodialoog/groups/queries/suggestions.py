"""What is read to suggest an assignment of open places, and what was suggested."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import (
    MET,
    Condition,
    Group,
    Registration,
    RegistrationState,
    Seat,
    SeatState,
    Suggestion,
)


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits for a place, without the person: ``answers`` as pairs, ``evenings`` how many, ``met`` the
    conditions about which something is known."""

    id: int
    interest_id: int
    municipality_id: int
    answers: tuple[tuple[str, str], ...]
    evenings: int
    met: tuple[tuple[Condition, bool | None], ...] = ()
    household_key: str = ""
    person_id: int = 0

    def meets(self, condition: Condition) -> bool | None:
        return dict(self.met).get(condition)


def answers_at_table(group: Group) -> list[dict[str, str]]:
    """What those who sit in a group answered when they signed up, the oldest sign-up first. One query."""
    return [
        dict(answers) for (answers,) in db.session.execute(_at_table(), {"group": group.id, "theme": group.theme_id})
    ]


@cache
def _at_table() -> Select[dict[str, Any]]:
    """Begins with the places, which are few. Without the ``+ 0`` SQLite begins with the theme, and so with everybody
    who signed up for it."""
    sits = Seat.group_id == bindparam("group"), Seat.state == SeatState.FILLED
    theirs = Registration.theme_id + 0 == bindparam("theme"), Registration.state == RegistrationState.SEATED
    query = select(Registration.answers).join(Seat, Seat.person_id == Registration.person_id)
    return query.where(*sits, *theirs).order_by(Registration.id)


def waiting(theme_id: int) -> list[Waiting]:
    """Who waits for a place, oldest first. One query of columns, whatever their number."""
    columns = (
        Registration.id,
        Registration.interest_id,
        Registration.municipality_id,
        Registration.answers,
        Registration.evenings,
        Registration.household_key,
        Registration.person_id,
        *(getattr(Registration, name) for name in MET.values()),
    )
    query = select(*columns).join(Registration.person).where(Person.confirmed_at.is_not(None))
    query = query.where(Registration.theme_id == theme_id, Registration.state == RegistrationState.REGISTERED).order_by(
        Registration.id
    )
    return [
        Waiting(
            number,
            interest,
            place,
            tuple(sorted(answers.items())),
            len(evenings),
            tuple(zip(MET, met, strict=True)),
            household,
            person,
        )
        for number, interest, place, answers, evenings, household, person, *met in db.session.execute(query)
    ]


def count_suggestions(group_id: int) -> int:
    return db.session.scalar(select(func.count()).where(Suggestion.group_id == group_id)) or 0


def suggestions_taken(group_id: int) -> Sequence[Suggestion]:
    """Those that were taken over, newest first. One query."""
    query = select(Suggestion).where(Suggestion.group_id == group_id, Suggestion.taken_at.is_not(None))
    return db.session.scalars(query.order_by(Suggestion.number.desc())).all()


def suggestion_awaited(group_id: int, *, since: datetime) -> Suggestion | None:
    """The latest that was asked for since then and that the worker has not computed yet."""
    query = select(Suggestion).where(Suggestion.group_id == group_id, Suggestion.computed_at.is_(None))
    query = query.where(Suggestion.asked_at >= since).order_by(Suggestion.number.desc()).limit(1)
    found: Suggestion | None = db.session.scalar(query)
    return found


def suggestion(theme: Theme, number: int) -> Suggestion:
    """With its group. Raises NotFound."""
    query = select(Suggestion).join(Suggestion.group).where(Group.theme_id == theme.id, Suggestion.number == number)
    found = db.session.scalar(query.options(contains_eager(Suggestion.group)))
    if found is None:
        raise NotFound
    return found


def registrations_by_id(numbers: Iterable[int], *states: RegistrationState) -> dict[int, Registration]:
    """Those who still wait, or are in one of these states, with person, municipality and organisation. One query."""
    options = (joinedload(Registration.municipality), joinedload(Registration.organisation))
    query = select(Registration).join(Registration.person).where(Registration.id.in_(set(numbers)))
    query = query.where(Registration.state.in_(states or (RegistrationState.REGISTERED,)))
    rows: Sequence[Registration] = db.session.scalars(
        query.options(contains_eager(Registration.person), *options)
    ).all()
    return {row.id: row for row in rows}
