"""The agenda as people read it from top to bottom. What ended is left out unless asked for."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from regiodialoog.agenda.models import (
    Agenda,
    AgendaChallenge,
    AgendaDevelopment,
    AgendaGoal,
    AgendaPart,
    AgendaTheme,
)
from regiodialoog.core.db import Model, db
from regiodialoog.core.errors import NotFound


def find_agenda() -> Agenda | None:
    """The agenda that counts now, with its source; None before there is one."""
    return db.session.scalar(select(Agenda).where(Agenda.is_current).options(joinedload(Agenda.source)))


def current_agenda() -> Agenda:
    """Like ``find_agenda``; raises NotFound."""
    found = find_agenda()
    if found is None:
        raise NotFound
    return found


def agenda(slug: str) -> Agenda:
    found = db.session.scalar(select(Agenda).where(Agenda.slug == slug))
    if found is None:
        raise NotFound
    return found


def challenges(agenda_id: int, *, ended: bool = False) -> Sequence[AgendaChallenge]:
    query = select(AgendaChallenge).where(AgendaChallenge.agenda_id == agenda_id)
    if not ended:
        query = query.where(AgendaChallenge.ended_on.is_(None))
    return db.session.scalars(query.order_by(AgendaChallenge.position, AgendaChallenge.id)).all()


def developments(agenda_id: int, *, ended: bool = False) -> Sequence[AgendaDevelopment]:
    """With the organisations they mention: two queries."""
    query = select(AgendaDevelopment).where(AgendaDevelopment.agenda_id == agenda_id)
    if not ended:
        query = query.where(AgendaDevelopment.ended_on.is_(None))
    query = query.options(selectinload(AgendaDevelopment.organisations))
    return db.session.scalars(query.order_by(AgendaDevelopment.position, AgendaDevelopment.id)).all()


def parts(agenda_id: int, *, ended: bool = False) -> Sequence[AgendaPart]:
    query = select(AgendaPart).where(AgendaPart.agenda_id == agenda_id)
    if not ended:
        query = query.where(AgendaPart.ended_on.is_(None))
    return db.session.scalars(query.order_by(AgendaPart.number, AgendaPart.id)).all()


def part(slug: str) -> AgendaPart:
    found = db.session.scalar(select(AgendaPart).where(AgendaPart.slug == slug))
    if found is None:
        raise NotFound
    return found


def themes(agenda_id: int, *, part_id: int | None = None, ended: bool = False) -> Sequence[AgendaTheme]:
    """The themes of the agenda, or of one part, in their printed order; the part is loaded with them. One query."""
    query = select(AgendaTheme).join(AgendaTheme.part).where(AgendaPart.agenda_id == agenda_id)
    if part_id is not None:
        query = query.where(AgendaTheme.part_id == part_id)
    if not ended:
        query = query.where(AgendaTheme.ended_on.is_(None), AgendaPart.ended_on.is_(None))
    query = query.options(joinedload(AgendaTheme.part))
    return db.session.scalars(query.order_by(AgendaPart.number, AgendaTheme.number, AgendaTheme.id)).all()


def theme(slug: str) -> AgendaTheme:
    """With its part and the organisations it mentions."""
    query = select(AgendaTheme).where(AgendaTheme.slug == slug)
    query = query.options(joinedload(AgendaTheme.part), selectinload(AgendaTheme.organisations))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def goals(theme_ids: Sequence[int], *, ended: bool = False) -> Sequence[AgendaGoal]:
    """The goals of several themes, in order within each. One query."""
    query = select(AgendaGoal).where(AgendaGoal.theme_id.in_(theme_ids))
    if not ended:
        query = query.where(AgendaGoal.ended_on.is_(None))
    return db.session.scalars(query.order_by(AgendaGoal.theme_id, AgendaGoal.position, AgendaGoal.id)).all()


def goal(goal_id: int) -> AgendaGoal:
    """With its theme and part."""
    return _one(AgendaGoal, goal_id, joinedload(AgendaGoal.theme).joinedload(AgendaTheme.part))


def challenge(challenge_id: int) -> AgendaChallenge:
    return _one(AgendaChallenge, challenge_id)


def development(development_id: int) -> AgendaDevelopment:
    return _one(AgendaDevelopment, development_id, selectinload(AgendaDevelopment.organisations))


Line = TypeVar("Line", bound=Model)


def _one(kind: type[Line], key: int, *options: ORMOption) -> Line:
    found = db.session.get(kind, key, options=options)
    if found is None:
        raise NotFound
    return found


Topic = TypeVar("Topic", Agenda, AgendaPart, AgendaTheme)


def by_ids(kind: type[Topic], ids: Iterable[int]) -> Sequence[Topic]:
    """Rows of one table by id; ids that are not there are left out. One query."""
    return db.session.scalars(select(kind).where(kind.id.in_(list(ids)))).all()
