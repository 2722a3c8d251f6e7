"""The seats of a group: who sits at the table, at any moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import Group, Seat, SeatState


@dataclass(frozen=True)
class RollLine:
    """Somebody who held a seat: for which interest, for (or from) which municipality if known, on whose behalf."""

    seat_id: int
    person_id: int
    interest_id: int
    municipality_id: int | None
    organisation_id: int | None


def find_group(theme: Theme) -> Group | None:
    return db.session.scalar(select(Group).where(Group.theme_id == theme.id))


def group_of(theme: Theme) -> Group:
    """The group of a theme. Raises NotFound while nobody has made it."""
    found = find_group(theme)
    if found is None:
        raise NotFound
    set_committed_value(found, "theme", theme)
    return found


def seats_at(theme: Theme, moment: datetime) -> Sequence[RollLine]:
    """The roll of a theme: who held a seat at a moment, by the number of the seat. One query."""
    query = select(Seat).join(Group, Group.id == Seat.group_id).where(Group.theme_id == theme.id)
    query = query.where(Seat.filled_at <= moment, or_(Seat.left_at.is_(None), Seat.left_at > moment))
    return [
        RollLine(seat.id, seat.person_id, seat.interest_id, seat.municipality_id or seat.home_id, seat.organisation_id)
        for seat in db.session.scalars(query.order_by(Seat.id))
        if seat.person_id is not None
    ]


def seats(group_id: int) -> Sequence[Seat]:
    """The seat plan as it is now (without seats that were left), in the order of interests and municipalities, with
    who sits there. One query."""
    return sorted(db.session.scalars(_seats(), {"group": group_id}), key=_by_interest_and_municipality)


def _by_interest_and_municipality(seat: Seat) -> tuple[int, str, int]:
    return seat.interest.position, seat.municipality.sort_key if seat.municipality else "", seat.id


def seats_left(group_id: int) -> Sequence[Seat]:
    """Seats that somebody left, newest first. One query."""
    return db.session.scalars(_seats_left(), {"group": group_id}).all()


def count_seats_left(group_id: int) -> int:
    query = select(func.count()).where(Seat.group_id == group_id, Seat.state == SeatState.LEFT)
    return db.session.scalar(query) or 0


def seats_ever_held(group_id: int) -> Sequence[Seat]:
    """Every seat that somebody holds or held, oldest first, with the person and on whose behalf. One query."""
    query = select(Seat).where(Seat.group_id == group_id, Seat.person_id.is_not(None)).order_by(Seat.id)
    return db.session.scalars(query.options(joinedload(Seat.person), joinedload(Seat.organisation))).all()


def still_to_fill(plan: Sequence[Seat]) -> int:
    """How many places of a plan nobody sits on yet: open, or promised."""
    return sum(each.state in (SeatState.OPEN, SeatState.PROMISED) for each in plan)


def seat(seat_id: int) -> Seat:
    """With its group and theme. Raises NotFound."""
    found = db.session.get(Seat, seat_id, options=[joinedload(Seat.group).joinedload(Group.theme)])
    if found is None:
        raise NotFound
    return found


def seat_of(theme: Theme, person_id: int | None) -> Seat | None:
    """The seat somebody holds now at the table of a theme."""
    return db.session.scalar(_seat_of(), {"theme": theme.id, "person": person_id})


def groups_by_theme() -> dict[int, Group]:
    """Every group by the number of its theme. One query."""
    return {group.theme_id: group for group in db.session.scalars(select(Group))}


@cache
def _seats() -> Select[Seat]:
    query = select(Seat).join(Seat.interest).where(Seat.group_id == bindparam("group"), Seat.state != SeatState.LEFT)
    return query.options(
        contains_eager(Seat.interest),
        joinedload(Seat.municipality),
        joinedload(Seat.home),
        joinedload(Seat.organisation),
        joinedload(Seat.person),
    )


@cache
def _seats_left() -> Select[Seat]:
    options = (joinedload(Seat.interest), joinedload(Seat.municipality), joinedload(Seat.person))
    query = select(Seat).where(Seat.group_id == bindparam("group"), Seat.state == SeatState.LEFT).options(*options)
    return query.order_by(Seat.left_at.desc())


@cache
def _seat_of() -> Select[Seat]:
    at_table = Group.theme_id == bindparam("theme"), Seat.state == SeatState.FILLED
    query = select(Seat).join(Seat.group).where(*at_table, Seat.person_id == bindparam("person"))
    return query.options(contains_eager(Seat.group))
