"""Dialogues, rounds and themes as they are read. What is not there raises NotFound."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple, TypeVar

from sqlalchemy import Date, Select, bindparam, or_, select
from sqlalchemy.orm import contains_eager, joinedload, load_only, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from regiodialoog.agenda.models import AgendaTheme
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.rows import LARGEST_ID
from regiodialoog.core.text import fold
from regiodialoog.dialogues.models import (
    Dialogue,
    PhaseKind,
    Round,
    Theme,
    ThemeCategory,
    ThemeFigure,
    ThemeMunicipality,
    ThemePhase,
    ThemeState,
)

R = TypeVar("R", Dialogue, Round, Theme, ThemeCategory, ThemeFigure)


class ThemeName(NamedTuple):
    """What a choice shows of a theme."""

    id: int
    slug: str
    title: str


def dialogue(slug: str) -> Dialogue:
    """With its source and interests."""
    options: tuple[ORMOption, ...] = (joinedload(Dialogue.source), selectinload(Dialogue.interests))
    return _found(db.session.scalar(select(Dialogue).where(Dialogue.slug == slug).options(*options)))


def dialogues() -> Sequence[Dialogue]:
    """Those that run here first, then those of before; the newest first. One query."""
    query = select(Dialogue).options(joinedload(Dialogue.source))
    return db.session.scalars(query.order_by(Dialogue.source_id.is_not(None), Dialogue.id.desc())).all()


def rounds(*dialogue_ids: int) -> Sequence[Round]:
    """The rounds of some dialogues, in order. One query."""
    query = select(Round).where(Round.dialogue_id.in_(dialogue_ids))
    return db.session.scalars(query.order_by(Round.dialogue_id, Round.number)).all()


def round_of(slug: str, number: int) -> Round:
    """A round of a dialogue by its number, with the dialogue."""
    query = select(Round).join(Round.dialogue).options(contains_eager(Round.dialogue))
    return _found(db.session.scalar(query.where(Dialogue.slug == slug, Round.number == number)))


def theme(slug: str) -> Theme:
    """With round, dialogue, phases and the municipalities that take part."""
    return _found(db.session.scalar(_by_slug(), {"slug": slug}))


def theme_alone(slug: str) -> Theme:
    """With its phases; all else is asked for when it is needed. For rooms that show little else of it."""
    return _found(db.session.scalar(_alone(), {"slug": slug}))


def themes(*dialogue_ids: int) -> Sequence[Theme]:
    """The themes of some dialogues (of all when none is named), with all that ``theme`` gives. Three queries."""
    query = themes_in_order()
    if dialogue_ids:
        query = query.where(Round.dialogue_id.in_(dialogue_ids))
    return db.session.scalars(query).all()


def has_theme(dialogue: Dialogue, title: str) -> bool:
    """Whether a theme of this dialogue has this title, however its letters are written."""
    titles = select(Theme.title).join(Theme.round).where(Round.dialogue_id == dialogue.id)
    return fold(title) in {fold(each) for each in db.session.scalars(titles)}


def theme_names() -> Sequence[ThemeName]:
    """The themes of all dialogues, in the order of ``themes``. One query."""
    return [ThemeName(*row) for row in db.session.execute(_names())]


def themes_to_write_for(day: date) -> Sequence[Theme]:
    """The themes of this site whose group talks on a day, or will, once people could sign up for it; in the order of
    ``themes``, with their phases and what a door to writing tells, of no session: to be read and kept. One query."""
    found = db.session.scalars(_to_write_for(), {"day": day}).unique().all()
    for theme in found:
        db.session.expunge(theme)
    return found


def themes_in_order() -> Select[Theme]:
    """For lists: dialogue and round are joined, so that they can be filtered by."""
    return _themes().order_by(Round.dialogue_id.desc(), Round.number, Theme.number)


def categories(theme_id: int) -> Sequence[ThemeCategory]:
    query = select(ThemeCategory).where(ThemeCategory.theme_id == theme_id)
    return db.session.scalars(query.order_by(ThemeCategory.position)).all()


def figures(theme_id: int) -> Sequence[ThemeFigure]:
    query = select(ThemeFigure).where(ThemeFigure.theme_id == theme_id)
    return db.session.scalars(query.order_by(ThemeFigure.position)).all()


def category(category_id: int) -> ThemeCategory:
    """With its theme."""
    return _by_id(ThemeCategory, category_id, joinedload(ThemeCategory.theme))


def figure(figure_id: int) -> ThemeFigure:
    """With its theme."""
    return _by_id(ThemeFigure, figure_id, joinedload(ThemeFigure.theme))


def themes_of_municipality(municipality_id: int) -> Sequence[ThemeMunicipality]:
    """What a municipality takes part in, with theme, phases, round and dialogue; the newest first. Two queries."""
    query = (
        select(ThemeMunicipality)
        .join(ThemeMunicipality.theme)
        .join(Theme.round)
        .where(ThemeMunicipality.municipality_id == municipality_id)
        .options(contains_eager(ThemeMunicipality.theme).contains_eager(Theme.round).joinedload(Round.dialogue))
        .options(contains_eager(ThemeMunicipality.theme).selectinload(Theme.phases))
    )
    return db.session.scalars(query.order_by(Round.dialogue_id.desc(), Round.number, Theme.number)).all()


def themes_beside(agenda_theme: AgendaTheme) -> Sequence[Theme]:
    """The themes of dialogues that go with a theme of the agenda, whichever of the two came first. One query."""
    theirs = {agenda_theme.dialogue_theme, agenda_theme.see_also} - {""}
    query = select(Theme).where(or_(Theme.agenda_theme_id == agenda_theme.id, Theme.slug.in_(theirs)))
    query = query.options(joinedload(Theme.round).joinedload(Round.dialogue))
    return db.session.scalars(query.order_by(Theme.id)).all()


def by_ids(kind: type[R], ids: Collection[int]) -> Sequence[R]:
    """Rows by their ids. One query."""
    return db.session.scalars(select(kind).where(kind.id.in_(ids))).all() if ids else []


@cache
def _by_slug() -> Select[Theme]:
    return _themes().where(Theme.slug == bindparam("slug"))


@cache
def _alone() -> Select[Theme]:
    return select(Theme).where(Theme.slug == bindparam("slug")).options(selectinload(Theme.phases))


@cache
def _themes() -> Select[Theme]:
    return (
        select(Theme)
        .join(Theme.round)
        .join(Round.dialogue)
        .options(
            contains_eager(Theme.round).contains_eager(Round.dialogue),
            joinedload(Theme.source),
            joinedload(Theme.agenda_theme),
            selectinload(Theme.phases),
            selectinload(Theme.municipalities).joinedload(ThemeMunicipality.municipality),
        )
    )


@cache
def _names() -> Select[int, str, str]:
    query = select(Theme.id, Theme.slug, Theme.title).join(Theme.round)
    return query.order_by(Round.dialogue_id.desc(), Round.number, Theme.number)


@cache
def _to_write_for() -> Select[Theme]:
    day = bindparam("day", type_=Date)
    begun = ThemePhase.kind.in_((PhaseKind.RECRUITMENT, PhaseKind.DIALOGUE)) & (ThemePhase.starts_on <= day)
    goes_on = (ThemePhase.kind == PhaseKind.DIALOGUE) & (ThemePhase.ends_on >= day)
    told = (Theme.slug, Theme.title, Theme.state, Theme.source_id, Theme.look_beforehand, Theme.applicants_write)
    query = select(Theme).join(Theme.round).join(Theme.phases)
    query = query.where(Theme.state == ThemeState.ACTIVE, Theme.source_id.is_(None))
    query = query.where(Theme.phases.any(begun), Theme.phases.any(goes_on))
    query = query.options(load_only(*told), contains_eager(Theme.phases))
    return query.order_by(Round.dialogue_id.desc(), Round.number, Theme.number, ThemePhase.starts_on)


def _by_id(kind: type[R], row_id: int, *options: ORMOption) -> R:
    return _found(db.session.get(kind, row_id, options=options) if 0 < row_id <= LARGEST_ID else None)


def _found(row: R | None) -> R:
    if row is None:
        raise NotFound
    return row
