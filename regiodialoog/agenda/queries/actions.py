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
    """An action as one line of a list. ``parent_id`` marks a sub-action, which follows its action."""

    id: int
    part_id: int
    theme_id: int | None
    parent_id: int | None
    slug: str
    title: str
    description: str


def action_rows(agenda_id: int, text: str = "", *, or_in_themes: Collection[int] = ()) -> list[ActionRow]:
    """Every running action in printed order, sub-actions behind their action. One query.

    With ``text`` only those that hold it (case and accents aside), and all those of the themes ``or_in_themes``.
    """
    order = (
        AgendaPart.number,
        AgendaTheme.number.is_not(None),
        AgendaTheme.number,
        AgendaAction.position,
        AgendaAction.id,
    )
    query = (
        select(
            AgendaAction.id, AgendaAction.part_id, AgendaAction.theme_id, AgendaAction.parent_id,
            AgendaAction.slug, AgendaAction.title, AgendaAction.description,
        )
        .join(AgendaPart, AgendaAction.part_id == AgendaPart.id)
        .outerjoin(AgendaTheme, AgendaAction.theme_id == AgendaTheme.id)
        .where(AgendaPart.agenda_id == agenda_id, AgendaAction.ended_on.is_(None))
        .order_by(*order)
    )  # fmt: skip
    if fold(text):
        match = AgendaAction.search_text.contains(fold(text), autoescape=True)
        query = query.where(or_(match, AgendaAction.theme_id.in_(list(or_in_themes))))
    return _behind_their_action([ActionRow._make(row) for row in db.session.execute(query)])


def _behind_their_action(rows: list[ActionRow]) -> list[ActionRow]:
    shown = {row.id for row in rows}
    below: dict[int, list[ActionRow]] = {}
    for row in rows:
        if row.parent_id in shown and row.parent_id is not None:
            below.setdefault(row.parent_id, []).append(row)
    if not below:
        return rows
    ordered = []
    for row in rows:
        if row.parent_id not in shown:
            ordered.append(row)
            ordered += below.get(row.id, ())
    return ordered


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
