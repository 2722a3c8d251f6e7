"""How far it is with people who are told the same."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from regiodialoog.core.db import db
from regiodialoog.groups.models import Telling, TellingKind


def telling(number: int) -> Telling | None:
    """With its theme and draw."""
    return db.session.get(Telling, number, options=[joinedload(Telling.theme), joinedload(Telling.draw)])


def tellings(theme_id: int) -> Sequence[Telling]:
    """The latest first."""
    query = select(Telling).where(Telling.theme_id == theme_id).options(joinedload(Telling.draw))
    return db.session.scalars(query.order_by(Telling.id.desc())).all()


def telling_of(draw_id: int, kind: TellingKind) -> Telling | None:
    """What a draw told so far, or all of it."""
    return db.session.scalar(select(Telling).where(Telling.draw_id == draw_id, Telling.kind == kind))


def telling_goes_on(theme_id: int) -> Telling | None:
    """That there is no place, to people of whom some have still to hear it."""
    query = select(Telling).where(Telling.theme_id == theme_id, Telling.draw_id.is_(None))
    return db.session.scalar(query.where(Telling.ended_at.is_(None)))


def still_to_tell(theme_id: int) -> int:
    """How many people have still to hear something that is being told."""
    going = select(Telling.total, Telling.done).where(Telling.theme_id == theme_id, Telling.ended_at.is_(None))
    return sum(row.total - row.done for row in db.session.execute(going))
