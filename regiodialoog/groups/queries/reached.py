"""How far people came by each channel and from each municipality: sent, opened, signed up, may sit, has a place."""

from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.groups.models import (
    MET,
    Arrival,
    Channel,
    ChannelKind,
    Condition,
    Invitee,
    Letter,
    LetterBatch,
    Registration,
)
from regiodialoog.groups.queries.invitees import came_from_home
from regiodialoog.groups.queries.joining import ON_THE_LIST
from regiodialoog.groups.queries.offers import is_offered

BY_ADDRESS = 0
"""In the place of a channel: who came by none that we know, from an address at which somebody was invited."""


@dataclass(frozen=True)
class Totals:
    """How many signed up and confirmed it, and what became of them; who withdrew counts in the first only.
    ``eligible``: who is on the list and is known to meet every condition. ``waiting``: also for whom a draw offered a
    place that they did not take yet. ``sent``: letters and mails with a code, ``opened``: whose code was used."""

    signed_up: int = 0
    eligible: int = 0
    waiting: int = 0
    seated: int = 0
    not_seated: int = 0
    sent: int = 0
    opened: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(*map(sum, zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True)
class Reached:
    """``by_channel``: of who came by no channel that we know it is BY_ADDRESS if somebody at their address was invited,
    else None. ``by_municipality``: None for letters that went to several."""

    by_channel: dict[int | None, Totals]
    by_municipality: dict[int | None, Totals]


def reached(theme_id: int, held: Collection[Condition] = ()) -> Reached:
    """Two queries. ``held``: the conditions of the group."""
    found = Reached({}, {})
    for channel, place, totals in [*_signed_up(theme_id, held), *_sent(theme_id)]:
        found.by_channel[channel] = found.by_channel.get(channel, Totals()) + totals
        found.by_municipality[place] = found.by_municipality.get(place, Totals()) + totals
    return found


def channel_totals(theme_id: int) -> dict[int | None, Totals]:
    return reached(theme_id).by_channel


def _signed_up(theme_id: int, held: Collection[Condition]) -> Iterable[tuple[int | None, int | None, Totals]]:
    channel_id = case((Arrival.channel_id.is_not(None), Arrival.channel_id), (came_from_home(), BY_ADDRESS), else_=None)
    meets = [getattr(Registration, MET[each]).is_(True) for each in held]
    each = (
        select(
            channel_id.label("channel_id"),
            Registration.municipality_id.label("place"),
            Registration.state.label("state"),
            is_offered().label("offered"),
            and_(Registration.state.in_(ON_THE_LIST), *meets).label("eligible"),
        )
        .select_from(Registration)
        .join(Registration.person)
        .outerjoin(Arrival, Arrival.registration_id == Registration.id)
        .where(Registration.theme_id == theme_id, Person.confirmed_at.is_not(None))
        .subquery()
    )
    waits, sits, no_place = (each.c.state == state for state in ON_THE_LIST)
    counts = [_count(or_(waits, and_(sits, each.c.offered))), _count(and_(sits, ~each.c.offered)), _count(no_place)]
    query = select(each.c.channel_id, each.c.place, func.count(), _count(each.c.eligible), *counts)
    rows = db.session.execute(query.group_by(each.c.channel_id, each.c.place))
    for channel, place, signed_up, eligible, waiting, seated, not_seated in rows:
        yield channel, place, Totals(signed_up, eligible, waiting, seated, not_seated)


def _sent(theme_id: int) -> Iterable[tuple[int | None, int | None, Totals]]:
    place = func.coalesce(Invitee.municipality_id, LetterBatch.municipality_id)
    opened = or_(Letter.registration_id.is_not(None), Invitee.opened_at.is_not(None))
    query = (
        select(LetterBatch.channel_id, place, func.count(), _count(opened))
        .select_from(Letter)
        .join(Letter.batch)
        .join(LetterBatch.channel)
        .outerjoin(Invitee, Invitee.letter_id == Letter.id)
        .where(Channel.theme_id == theme_id, Channel.kind != ChannelKind.DESK)
        .where(or_(LetterBatch.by_mail, LetterBatch.printed_at.is_not(None)))
        .group_by(LetterBatch.channel_id, place)
    )
    for channel, where, sent, used in db.session.execute(query):
        yield channel, where, Totals(sent=sent, opened=used)


def _count(where: ColumnElement[Any]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((where, 1), else_=0)), 0)
