"""Who must be called, as who calls reads it: a name, a number and what to tell; never an answer."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import Arrival, Call, CallState, Group, Offer, Registration
from regiodialoog.groups.queries.offers import open_offer

ASKS_AN_ANSWER = ("drawn", "offer_reminder")
OPEN_CALLS = (CallState.WAITING, CallState.AGAIN)


def themes_to_call(theme_ids: Collection[int] | None) -> Sequence[Theme]:
    """The themes with a group among these, or (None) all of them."""
    query = select(Theme).join(Group, Group.theme_id == Theme.id).order_by(Theme.title)
    return db.session.scalars(query if theme_ids is None else query.where(Theme.id.in_(theme_ids))).all()


def open_calls(theme_ids: Collection[int]) -> Sequence[Call]:
    """Who must still be called, longest waiting first. One query."""
    query = select(Call).where(Call.theme_id.in_(theme_ids), Call.state.in_(OPEN_CALLS))
    return db.session.scalars(query.options(joinedload(Call.person), joinedload(Call.theme)).order_by(Call.id)).all()


def count_calls(theme_id: int) -> int:
    query = select(func.count()).where(Call.theme_id == theme_id, Call.state.in_(OPEN_CALLS))
    return db.session.scalar(query) or 0


def call(call_id: int) -> Call:
    """With person and theme."""
    found = db.session.get(Call, call_id, options=[joinedload(Call.person), joinedload(Call.theme)])
    if found is None:
        raise NotFound
    return found


def about_offer(call: Call) -> Offer | None:
    """The place that a call asks an answer for, while nobody answered."""
    found = open_offer(call.theme, call.person_id)
    return found if found is not None and call.dedupe_key in offer_keys(found.id) else None


def offer_keys(offer_id: int) -> tuple[str, ...]:
    """The keys of the mails that ask an answer for an offer."""
    return tuple(f"{template}:{offer_id}" for template in ASKS_AN_ANSWER)


def is_to_call(keys: Collection[str]) -> bool:
    """Whether one of these calls is still to be made."""
    query = select(Call.id).where(Call.dedupe_key.in_(keys), Call.state.in_(OPEN_CALLS)).limit(1)
    return db.session.scalar(query) is not None


def calls_of(person_id: int) -> Sequence[Call]:
    """What somebody was or is to be told by phone."""
    return db.session.scalars(select(Call).where(Call.person_id == person_id).order_by(Call.id)).all()


def phones(person_ids: Collection[int]) -> dict[int, str]:
    """By person: the last number that they gave. One query."""
    query = select(Registration.person_id, Arrival.phone).join(Arrival, Arrival.registration_id == Registration.id)
    query = query.where(Registration.person_id.in_(person_ids), Arrival.phone != "")
    return {row.person_id: row.phone for row in db.session.execute(query.order_by(Registration.id))}
