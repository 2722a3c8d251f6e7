"""Who stands in for whom."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import Deputy, DeputyState, Group, Seat, SeatState

STANDS = (DeputyState.ASKED, DeputyState.CONFIRMED)


def deputy_of(seat: Seat) -> Deputy | None:
    """Who was asked to stand in for the holder of a seat, or confirmed it."""
    return db.session.scalar(_deputies().where(Deputy.seat_id == seat.id, Deputy.state.in_(STANDS)))


def deputies(group_id: int) -> dict[int, Deputy]:
    """The deputies of a group who were asked or confirmed it, by seat. One query."""
    return {row.seat_id: row for row in db.session.scalars(_of_group(), {"group": group_id})}


def deputised(theme: Theme, person_id: int | None) -> Deputy | None:
    """For whom somebody stands in at the table of a theme. One query, none for a visitor."""
    if person_id is None:
        return None
    return db.session.scalar(_stands_in(), {"theme": theme.id, "person": person_id})


def deputies_of_person(person_id: int) -> Sequence[Deputy]:
    """Every seat for whose holder somebody stands or stood in. One query."""
    return db.session.scalars(_deputies().where(Deputy.person_id == person_id).order_by(Deputy.id)).all()


def deputy_by_hash(token_hash: str) -> Deputy:
    """Raises NotFound."""
    found = db.session.scalar(_deputies().where(Deputy.token_hash == token_hash))
    if found is None:
        raise NotFound
    return found


def overdue_deputies(today: date) -> Sequence[Deputy]:
    query = _deputies().where(Deputy.state == DeputyState.ASKED, Deputy.expires_on < today)
    return db.session.scalars(query).all()


def deputies_asked_since(group_id: int, person_id: int | None, moment: datetime) -> int:
    """How often somebody asked a deputy for a group since a moment."""
    query = select(func.count()).select_from(Deputy).join(Deputy.seat).where(Seat.group_id == group_id)
    return db.session.scalar(query.where(Deputy.asked_by == person_id, Deputy.asked_at >= moment)) or 0


@cache
def _of_group() -> Select[Deputy]:
    return _deputies().where(Seat.group_id == bindparam("group"), Deputy.state.in_(STANDS))


@cache
def _stands_in() -> Select[Deputy]:
    who = Deputy.person_id == bindparam("person"), Deputy.state == DeputyState.CONFIRMED
    return _deputies().where(*who, Group.theme_id == bindparam("theme"), Seat.state == SeatState.FILLED)


def _deputies() -> Select[Deputy]:
    """With the person, and the seat with its holder, interest, municipality, organisation, group and theme."""
    return (
        select(Deputy)
        .join(Deputy.seat)
        .join(Seat.group)
        .options(
            joinedload(Deputy.person),
            contains_eager(Deputy.seat).contains_eager(Seat.group).joinedload(Group.theme),
            contains_eager(Deputy.seat).joinedload(Seat.person),
            contains_eager(Deputy.seat).joinedload(Seat.interest),
            contains_eager(Deputy.seat).joinedload(Seat.municipality),
            contains_eager(Deputy.seat).joinedload(Seat.organisation),
        )
    )
