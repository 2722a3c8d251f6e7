"""Who at the table needs which help to come."""

from collections.abc import Sequence

from sqlalchemy import and_, func, select
from sqlalchemy.orm import contains_eager

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.groups.models import Group, Registration, Seat, SeatState
from regiodialoog.groups.queries.joining import ON_THE_LIST


def seated_sign_ups(group: Group) -> Sequence[Registration]:
    """What who holds a seat told when they signed up, as long as it is kept; by name, with the person. One query."""
    sits = and_(Seat.person_id == Registration.person_id, Seat.group_id == group.id, Seat.state == SeatState.FILLED)
    query = select(Registration).join(Registration.person).join(Seat, sits)
    query = query.where(
        Registration.theme_id == group.theme_id,
        Registration.state.in_(ON_THE_LIST),
        Registration.cleared_at.is_(None),
    )
    query = query.options(contains_eager(Registration.person)).order_by(Person.sort_key, Registration.id)
    latest = {row.person_id: row for row in db.session.scalars(query)}
    return list(latest.values())


def count_seated(group: Group) -> int:
    query = select(func.count()).where(Seat.group_id == group.id, Seat.state == SeatState.FILLED)
    return db.session.scalar(query) or 0
