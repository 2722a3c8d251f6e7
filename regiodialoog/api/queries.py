"""Rows for the API: each answers one page and the total, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from regiodialoog.agenda.models import (
    Agenda,
    AgendaAction,
    AgendaGoal,
    AgendaPart,
    AgendaTheme,
    Participation,
)
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues import queries as dialogue_queries
from regiodialoog.dialogues.models import Dialogue, Theme
from regiodialoog.organisations.models import Body, Interest, Municipality, Organisation
from regiodialoog.proposals.models import Proposal

R = TypeVar("R")


@dataclass(frozen=True)
class Window:
    """Which part of a list is asked for; ``filters`` by their names in the address."""

    limit: int
    offset: int
    filters: dict[str, str]


@dataclass(frozen=True)
class Slice(Generic[R]):
    rows: Sequence[R]
    total: int


def municipalities(window: Window) -> Slice[Municipality]:
    query = select(Municipality).where(Municipality.active).order_by(Municipality.sort_key, Municipality.id)
    query = query.options(joinedload(Municipality.province), selectinload(Municipality.other_regions))
    return sliced(query, window)


def municipality(slug: str) -> Municipality:
    query = select(Municipality).where(Municipality.slug == slug, Municipality.active)
    return _one(query.options(joinedload(Municipality.province), selectinload(Municipality.other_regions)))


def organisations(window: Window) -> Slice[Organisation]:
    query = select(Organisation).where(Organisation.active)
    return sliced(query.order_by(Organisation.sort_key, Organisation.id), window)


def interests(window: Window) -> Slice[Interest]:
    return sliced(select(Interest).where(Interest.active).order_by(Interest.position, Interest.id), window)


def bodies(window: Window) -> Slice[Body]:
    query = select(Body).where(Body.active).order_by(Body.sort_key, Body.id)
    return sliced(query.options(joinedload(Body.municipality)), window)


def agendas(window: Window) -> Slice[Agenda]:
    """The agenda that counts now first."""
    query = select(Agenda).order_by(Agenda.is_current.desc(), Agenda.id.desc())
    return sliced(query.options(joinedload(Agenda.source)), window)


def parts(window: Window) -> Slice[AgendaPart]:
    query = select(AgendaPart).join(AgendaPart.agenda).where(Agenda.is_current, AgendaPart.ended_on.is_(None))
    return sliced(query.order_by(AgendaPart.number, AgendaPart.id), window)


def themes(window: Window) -> Slice[AgendaTheme]:
    """Filter: ``onderdeel``, the slug of a part."""
    query = _themes().order_by(AgendaPart.number, AgendaTheme.number, AgendaTheme.id)
    if "onderdeel" in window.filters:
        query = query.where(AgendaPart.slug == window.filters["onderdeel"])
    return sliced(query, window)


def theme(slug: str) -> AgendaTheme:
    """With its part and organisations."""
    return _one(_themes().where(AgendaTheme.slug == slug).options(selectinload(AgendaTheme.organisations)))


def goals(theme_id: int) -> Sequence[str]:
    query = select(AgendaGoal.text).where(AgendaGoal.theme_id == theme_id, AgendaGoal.ended_on.is_(None))
    return db.session.scalars(query.order_by(AgendaGoal.position, AgendaGoal.id)).all()


def action_titles(theme_id: int) -> Sequence[tuple[str, str]]:
    """(slug, title) of every action and sub-action of a theme."""
    query = select(AgendaAction.slug, AgendaAction.title)
    query = query.where(AgendaAction.theme_id == theme_id, AgendaAction.ended_on.is_(None))
    rows = db.session.execute(query.order_by(AgendaAction.position, AgendaAction.id))
    return [(row[0], row[1]) for row in rows]


def actions(window: Window) -> Slice[AgendaAction]:
    """Filters: ``thema`` and ``onderdeel``, slugs."""
    query = (
        select(AgendaAction)
        .join(AgendaAction.part)
        .join(AgendaPart.agenda)
        .outerjoin(AgendaAction.theme)
        .where(Agenda.is_current, AgendaAction.ended_on.is_(None))
        .where(AgendaPart.ended_on.is_(None), AgendaTheme.ended_on.is_(None))
        .order_by(AgendaPart.number, AgendaTheme.number.is_not(None), AgendaTheme.number)
        .order_by(AgendaAction.position, AgendaAction.id)
        .options(joinedload(AgendaAction.part), joinedload(AgendaAction.theme))
        .options(selectinload(AgendaAction.partners), selectinload(AgendaAction.organisations))
    )
    for name, column in (("thema", AgendaTheme.slug), ("onderdeel", AgendaPart.slug)):
        if name in window.filters:
            query = query.where(column == window.filters[name])
    return sliced(query, window)


def slugs_of_actions(ids: set[int]) -> dict[int, str]:
    query = select(AgendaAction.id, AgendaAction.slug).where(AgendaAction.id.in_(ids))
    return {row[0]: row[1] for row in db.session.execute(query)} if ids else {}


def participations(window: Window) -> Slice[Participation]:
    """Every row, ended ones too. Filters: ``gemeente`` and ``thema``, slugs."""
    query = (
        select(Participation)
        .join(Participation.municipality)
        .outerjoin(Participation.theme)
        .order_by(Municipality.sort_key, Participation.id)
        .options(joinedload(Participation.municipality), joinedload(Participation.part))
        .options(joinedload(Participation.theme), joinedload(Participation.elsewhere))
    )
    for name, column in (("thema", AgendaTheme.slug), ("gemeente", Municipality.slug)):
        if name in window.filters:
            query = query.where(column == window.filters[name])
    return sliced(query, window)


def participations_about(theme: AgendaTheme) -> Sequence[Participation]:
    """The rows of a theme and those of its part, which count where the theme has none."""
    query = (
        select(Participation)
        .join(Participation.municipality)
        .where(or_(Participation.theme_id == theme.id, Participation.part_id == theme.part_id))
        .order_by(Municipality.sort_key, Participation.id)
        .options(joinedload(Participation.municipality), joinedload(Participation.part))
        .options(joinedload(Participation.theme), joinedload(Participation.elsewhere))
    )
    return db.session.scalars(query).all()


def dialogues(window: Window) -> Slice[Dialogue]:
    """Those that run here first; the newest first."""
    query = select(Dialogue).options(joinedload(Dialogue.source), selectinload(Dialogue.interests))
    return sliced(query.order_by(Dialogue.source_id.is_not(None), Dialogue.id.desc()), window)


def dialogue_themes(window: Window) -> Slice[Theme]:
    """Filter: ``dialoog``, the slug of a dialogue."""
    query = dialogue_queries.themes_in_order()
    if "dialoog" in window.filters:
        query = query.where(Dialogue.slug == window.filters["dialoog"])
    return sliced(query, window)


def proposals(window: Window) -> Slice[Proposal]:
    """What everybody may read, newest number first. Filter: ``thema``, the slug of a theme."""
    query = select(Proposal).join(Proposal.theme).where(Proposal.is_open).order_by(Proposal.number.desc())
    if "thema" in window.filters:
        query = query.where(Theme.slug == window.filters["thema"])
    shown = (contains_eager(Proposal.theme), joinedload(Proposal.organisation), joinedload(Proposal.source))
    return sliced(query.options(*shown), window)


def public_events(window: Window) -> Slice[AuditEvent]:
    """Newest first."""
    return sliced(select(AuditEvent).where(AuditEvent.public).order_by(AuditEvent.id.desc()), window)


def _themes() -> Select[AgendaTheme]:
    query = select(AgendaTheme).join(AgendaTheme.part).join(AgendaPart.agenda)
    query = query.where(Agenda.is_current, AgendaPart.ended_on.is_(None), AgendaTheme.ended_on.is_(None))
    return query.options(joinedload(AgendaTheme.part))


def sliced(query: Select[R], window: Window) -> Slice[R]:
    """The rows of the window, and how many there are in all."""
    plain: Select[Any] = query.order_by(None)
    total = db.session.scalar(select(func.count()).select_from(plain.with_only_columns(1).subquery())) or 0
    rows = db.session.scalars(query.limit(window.limit).offset(window.offset)).all()
    return Slice(rows, total)


def _one(query: Select[R]) -> R:
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found
