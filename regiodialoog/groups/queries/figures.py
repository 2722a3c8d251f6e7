"""What the figures of a group are counted from. Nobody's name is read, and nobody's answers one by one."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, literal, select
from sqlalchemy.orm import load_only, undefer

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.groups.models import (
    Draw,
    DrawState,
    Invitation,
    InvitationState,
    Offer,
    OfferState,
    Registration,
    RegistrationState,
    Seat,
    SeatState,
)
from regiodialoog.groups.queries.offers import is_offered
from regiodialoog.organisations.models import Interest, Municipality

POOL = (RegistrationState.REGISTERED, RegistrationState.SEATED, RegistrationState.NOT_SEATED)
"""Whoever signed up and did not withdraw, with a place or without one."""


class Answered(NamedTuple):
    """So many people gave these answers. ``seated``: they have a place, not only the offer of one. ``wiped``: their
    answers were, for their time was over."""

    answers: Mapping[str, Any]
    seated: bool
    wiped: bool
    people: int


class Gone(NamedTuple):
    """So many places of an interest and a municipality (None: the whole region) were left, or not taken. ``how``: left,
    declined or expired."""

    how: str
    interest: str
    municipality: str | None
    places: int


def answered(theme_id: int) -> list[Answered]:
    """The pool of a theme by what was answered. One query."""
    rows = db.session.execute(_answered(), {"theme": theme_id})
    return [Answered(given, bool(sits), bool(gone), n) for given, sits, gone, n in rows]


def drawn(group_id: int) -> list[dict[str, str]] | None:
    """Everybody who was ever drawn, as value by feature, from what the draws were sealed with: what changed since does
    not count. None while nothing was drawn, or when nobody may know any more. One query."""
    columns = load_only(Draw.id, Draw.inputs, Draw.result)
    query = select(Draw).where(Draw.group_id == group_id, Draw.state == DrawState.ANNOUNCED).order_by(Draw.id)
    found: list[dict[str, str]] = []
    draws: Sequence[Draw] = db.session.scalars(query.options(columns, undefer(Draw.inputs))).all()
    for draw in draws:
        if "persons" not in draw.result or "people" not in draw.inputs:
            return None
        features = list(dict.fromkeys(feature for feature, *_rest in draw.inputs["quotas"]))
        people = set(draw.result["persons"])
        drawn = (values for code, values, *_home in draw.inputs["people"] if code in people)
        found += [dict(zip(features, values, strict=True)) for values in drawn]
    return found if draws else None


def gone(group_id: int) -> list[Gone]:
    """Places that were left, and those that were not taken by whom they were promised to by mail or by lot. Three
    queries."""
    left = _by_place(Seat.id, literal("left")).where(Seat.group_id == group_id, Seat.state == SeatState.LEFT)
    found = [Gone(*row) for row in db.session.execute(left)]
    for promise, ways in ((Invitation, InvitationState), (Offer, OfferState)):
        refused = _by_place(promise.id, promise.state).join(promise, promise.seat_id == Seat.id)
        refused = refused.where(Seat.group_id == group_id, promise.state.in_((ways.DECLINED, ways.EXPIRED)))
        found += [Gone(state.value, *row) for state, *row in db.session.execute(refused)]
    return found


@cache
def _answered() -> Select[*tuple[Any, ...]]:
    sits, wiped = (
        and_(Registration.state == RegistrationState.SEATED, ~is_offered()),
        Registration.cleared_at.is_not(None),
    )
    query = select(Registration.answers, sits.label("sits"), wiped.label("wiped")).join(Registration.person)
    query = query.where(Registration.theme_id == bindparam("theme"), Registration.state.in_(POOL))
    each = query.where(Person.confirmed_at.is_not(None)).subquery().c
    return select(each.answers, each.sits, each.wiped, func.count()).group_by(each.answers, each.sits, each.wiped)


def _by_place(counted: Any, how: Any) -> Select[*tuple[Any, ...]]:
    """Counts, by how and by the interest and the municipality of the place."""
    places = Interest.name, Municipality.name
    query = select(how, *places, func.count(counted)).select_from(Seat).join(Seat.interest)
    return query.outerjoin(Municipality, Municipality.id == Seat.municipality_id).group_by(how, *places)
