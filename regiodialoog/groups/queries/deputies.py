"""Who stands in for whom."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, func, select
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
    query = _deputies().where(Seat.group_id == group_id, Deputy.state.in_(STANDS))
    return {row.seat_id: row for row in db.session.scalars(query)}


def deputised(theme: Theme, person_id: int | None) -> Deputy | None:
    """For whom somebody stands in at the table of a theme. One query, none for a visitor."""
    if person_id is None:
        return None
    query = _deputies().where(Deputy.person_id == person_id, Deputy.state == DeputyState.CONFIRMED)
    return db.session.scalar(query.where(Group.theme_id == theme.id, Seat.state == SeatState.FILLED))


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
