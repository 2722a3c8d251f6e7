"""What goes into the files of a group, and what was asked of it by file."""

import hashlib
import json
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import Group, Invitation, PlanImport, Quota, Registration, RegistrationState, Seat
from regiodialoog.organisations.models import Interest, Municipality


class Candidate(NamedTuple):
    """Somebody who waits for a place, by a number; no name, no address."""

    id: int
    interest: str
    municipality: str
    answers: dict[str, str]


def candidates(theme_id: int) -> list[Candidate]:
    """Who waits for a place, oldest first. One query."""
    query = (
        select(Registration.id, Interest.name, Municipality.name, Registration.answers)
        .join(Registration.person)
        .join(Registration.interest)
        .join(Registration.municipality)
        .where(Registration.theme_id == theme_id, Registration.state == RegistrationState.REGISTERED)
        .where(Person.confirmed_at.is_not(None))
    )
    return [Candidate(*row) for row in db.session.execute(query.order_by(Registration.id))]


def offered_seats(group_id: int) -> set[int]:
    """The seats that were ever offered to somebody."""
    query = select(Invitation.seat_id).join(Invitation.seat).where(Seat.group_id == group_id)
    return set(db.session.scalars(query))


def plan_hash(seats: Sequence[Seat], quotas: Sequence[Quota]) -> str:
    """SHA-256 (hex) of a plan and its demands: has anything changed since?"""
    places = [[s.id, s.interest_id, s.municipality_id, s.filling.value, s.state.value] for s in seats]
    asked = [[q.id, q.feature, q.value, q.minimum, q.maximum, q.justification] for q in quotas]
    text = json.dumps([sorted(places, key=lambda each: each[:1]), asked], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def count_plan_imports(group_id: int) -> int:
    return db.session.scalar(select(func.count()).where(PlanImport.group_id == group_id)) or 0


def plan_import(theme: Theme, number: int) -> PlanImport:
    """With its group. Raises NotFound."""
    query = select(PlanImport).join(PlanImport.group).where(Group.theme_id == theme.id, PlanImport.number == number)
    found = db.session.scalar(query.options(contains_eager(PlanImport.group)))
    if found is None:
        raise NotFound
    return found
