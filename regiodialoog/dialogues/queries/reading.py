"""Dialogues, rounds and themes as they are read. What is not there raises NotFound."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import (
    Dialogue,
    Round,
    Theme,
    ThemeCategory,
    ThemeFigure,
    ThemeMunicipality,
)

R = TypeVar("R", Dialogue, Round, Theme, ThemeCategory, ThemeFigure)

LARGEST_ID = 2**31 - 1


def dialogue(slug: str) -> Dialogue:
    """With its source and interests."""
    options: tuple[ExecutableOption, ...] = (joinedload(Dialogue.source), selectinload(Dialogue.interests))
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
    return _found(db.session.scalar(_themes().where(Theme.slug == slug)))


def themes(*dialogue_ids: int) -> Sequence[Theme]:
    """The themes of some dialogues (of all when none is named), with all that ``theme`` gives. Three queries."""
    query = _themes().order_by(Round.dialogue_id, Round.number, Theme.number)
    if dialogue_ids:
        query = query.where(Round.dialogue_id.in_(dialogue_ids))
    return db.session.scalars(query).all()


def categories(theme_id: int) -> Sequence[ThemeCategory]:
    query = select(ThemeCategory).where(ThemeCategory.theme_id == theme_id)
    return db.session.scalars(query.order_by(ThemeCategory.position)).all()


def figures(theme_id: int) -> Sequence[ThemeFigure]:
    query = select(ThemeFigure).where(ThemeFigure.theme_id == theme_id)
    return db.session.scalars(query.order_by(ThemeFigure.position)).all()


def by_ids(kind: type[R], ids: Collection[int]) -> Sequence[R]:
    """Rows by their ids. One query."""
    return db.session.scalars(select(kind).where(kind.id.in_(ids))).all() if ids else []


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


def _found(row: R | None) -> R:
    if row is None:
        raise NotFound
    return row
