"""Who wants to be kept informed, and of what there is news."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.core.rows import LARGEST_ID
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import NewsWish

FINISHED = "finished"


def how_far(theme: Theme) -> str:
    """The phase that runs, that all are over, or how the theme ended; empty before and between phases."""
    if not theme.is_active:
        return theme.state.value
    standing = dialogues.standing(theme.phases)
    if standing.is_over:
        return FINISHED
    return standing.kind.value if standing.kind is not None else ""


def news_wish(theme_id: int, person_id: int | None) -> NewsWish | None:
    if person_id is None:
        return None
    return db.session.scalar(select(NewsWish).where(NewsWish.theme_id == theme_id, NewsWish.person_id == person_id))


def news_wish_by_link(number: int, nonce: str) -> NewsWish | None:
    """With its theme."""
    query = select(NewsWish).where(NewsWish.id == min(number, LARGEST_ID), NewsWish.nonce == nonce)
    return db.session.scalar(query.options(joinedload(NewsWish.theme)))


def news_wishes_of(person_id: int) -> Sequence[NewsWish]:
    """With their themes, the oldest first."""
    query = select(NewsWish).where(NewsWish.person_id == person_id).options(joinedload(NewsWish.theme))
    return db.session.scalars(query.order_by(NewsWish.id)).all()


def news_wishes_over(day: date) -> Sequence[NewsWish]:
    """Those whose last day was before this one."""
    return db.session.scalars(select(NewsWish).where(NewsWish.until < day).order_by(NewsWish.id)).all()


def themes_with_readers() -> Sequence[Theme]:
    """With their phases."""
    wanted = select(NewsWish.theme_id)
    query = select(Theme).where(Theme.id.in_(wanted)).options(selectinload(Theme.phases)).order_by(Theme.id)
    return db.session.scalars(query).all()


def readers_to_tell(theme: Theme, far: str, limit: int) -> Sequence[NewsWish]:
    """So many of those who have not heard that the theme is this far, with their person; nobody whose address is not
    confirmed."""
    query = select(NewsWish).join(NewsWish.person).options(joinedload(NewsWish.person))
    query = query.where(NewsWish.theme_id == theme.id, NewsWish.told != far, Person.confirmed_at.is_not(None))
    return db.session.scalars(query.order_by(NewsWish.id).limit(limit)).all()
