"""Roles over a theme: participant and moderator. Given over the themes that go on; named also when they have ended."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from regiodialoog.accounts.scopes import named, scope
from regiodialoog.core.db import db
from regiodialoog.core.policy import ScopeKind
from regiodialoog.dialogues.models import Round, Theme, ThemeState


@scope(ScopeKind.THEME)
def themes() -> Sequence[tuple[int, str]]:
    query = select(Theme.id, Theme.title).join(Theme.round).where(Theme.source_id.is_(None))
    query = query.where(Theme.state == ThemeState.ACTIVE).order_by(Round.dialogue_id.desc(), Round.number, Theme.number)
    return [(number, title) for number, title in db.session.execute(query)]


@named(ScopeKind.THEME)
def names(ids: Collection[int]) -> dict[int, str]:
    query = select(Theme.id, Theme.title).where(Theme.id.in_(ids))
    return {row[0]: row[1] for row in db.session.execute(query)}
