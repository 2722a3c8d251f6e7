"""The long list: every action of the agenda as flat rows, and one theme's actions as objects."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from regiodialoog.agenda.models import AgendaAction, AgendaGoal, AgendaPart, AgendaTheme
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.text import fold
from regiodialoog.organisations.queries import Found


class ActionRow(NamedTuple):
    """An action as one line of a list. ``parent_id`` marks a sub-action."""

    id: int
    part_id: int
    theme_id: int | None
    parent_id: int | None
    slug: str
    title: str


def action_rows(
    part_ids: Collection[int], text: str = "", *, or_in_themes: Collection[int] = ()
) -> Sequence[ActionRow]:
    """Every running action of these parts, in order within its theme, sub-actions last. One query of plain tuples.

    With ``text`` only those that hold it (case and accents aside), and all those of the themes ``or_in_themes``.
    """
    action = AgendaAction.__table__.c
    query = (
        select(action.id, action.part_id, action.theme_id, action.parent_id, action.slug, action.title)
        .where(action.part_id.in_(list(part_ids)), action.ended_on.is_(None))
        .order_by(action.parent_id.is_not(None), action.position, action.id)
    )
    if fold(text):
        match = action.search_text.contains(fold(text), autoescape=True)
        query = query.where(or_(match, action.theme_id.in_(list(or_in_themes))))
    return [ActionRow._make(row) for row in db.session.connection().execute(query).all()]


def actions_of(
    *, theme_id: int | None = None, part_id: int | None = None, ended: bool = False
) -> Sequence[AgendaAction]:
    """The actions of a theme, or the overarching ones of a part, with partners and organisations. Three queries."""
    query = select(AgendaAction).options(selectinload(AgendaAction.partners), selectinload(AgendaAction.organisations))
    if theme_id is not None:
        query = query.where(AgendaAction.theme_id == theme_id)
    else:
        query = query.where(AgendaAction.part_id == part_id, AgendaAction.theme_id.is_(None))
    if not ended:
        query = query.where(AgendaAction.ended_on.is_(None))
    return db.session.scalars(query.order_by(AgendaAction.position, AgendaAction.id)).all()


def action(slug: str) -> AgendaAction:
    """With its theme and part."""
    query = select(AgendaAction).where(AgendaAction.slug == slug)
    query = query.options(joinedload(AgendaAction.part), joinedload(AgendaAction.theme))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def search(text: str, *, limit: int = 20) -> list[Found]:
    """Parts, themes (by title or goal) and actions of the current agendas that hold ``text``.

    For an action ``text`` is "<slug of its theme or part>": its place is an anchor on that page. Two queries.
    """
    wanted = fold(text)
    if not wanted:
        return []
    query = (
        select(AgendaTheme.slug, AgendaTheme.title, AgendaGoal.text)
        .join(AgendaTheme.part)
        .outerjoin(AgendaGoal, (AgendaGoal.theme_id == AgendaTheme.id) & AgendaGoal.ended_on.is_(None))
        .where(AgendaTheme.ended_on.is_(None), AgendaPart.ended_on.is_(None))
        .order_by(AgendaPart.number, AgendaTheme.number, AgendaGoal.position)
    )
    themes: dict[str, Found] = {}
    for slug, title, goal in db.session.execute(query):
        if wanted in fold(title) or wanted in fold(goal or ""):
            themes.setdefault(slug, Found("theme", slug, title, goal or ""))
    place = (
        select(AgendaAction.slug, AgendaAction.title, AgendaTheme.slug, AgendaPart.slug)
        .join(AgendaPart, AgendaAction.part_id == AgendaPart.id)
        .outerjoin(AgendaTheme, AgendaAction.theme_id == AgendaTheme.id)
        .where(AgendaAction.search_text.contains(wanted, autoescape=True), AgendaAction.ended_on.is_(None))
        .order_by(AgendaPart.number, AgendaTheme.number, AgendaAction.position, AgendaAction.id)
        .limit(limit)
    )
    actions = [Found("agenda_action", row[0], row[1], row[2] or row[3]) for row in db.session.execute(place)]
    return [*list(themes.values())[:limit], *actions]


def actions_by_ids(ids: Iterable[int]) -> Sequence[AgendaAction]:
    """With theme and part, for links. One query."""
    query = select(AgendaAction).where(AgendaAction.id.in_(list(ids)))
    return db.session.scalars(query.options(joinedload(AgendaAction.part), joinedload(AgendaAction.theme))).all()


def action_titles(slugs: Iterable[str]) -> dict[str, str]:
    """Titles by slug of the actions that are there. One query, or none for no slugs."""
    wanted = list(slugs)
    if not wanted:
        return {}
    rows = db.session.execute(select(AgendaAction.slug, AgendaAction.title).where(AgendaAction.slug.in_(wanted)))
    return {row[0]: row[1] for row in rows}
