"""What the figures of a group are counted from. Nobody's name is read, and nobody's answers one by one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, literal, select
from sqlalchemy.orm import load_only, undefer

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.groups.models import (
    INTEREST,
    PLACE,
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
from regiodialoog.groups.queries.sign_ups import sign_up_counts
from regiodialoog.groups.queries.ways_in import quotas
from regiodialoog.organisations.models import Interest, Municipality

POOL = (RegistrationState.REGISTERED, RegistrationState.SEATED, RegistrationState.NOT_SEATED)
"""Whoever signed up and did not withdraw, with a place or without one."""


MUNICIPALITY = "Gemeente"
"""Beside the features of a draw: what follows from INTEREST and PLACE."""


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


@dataclass(frozen=True)
class Counts:
    """How many people there are, by one thing at a time. ``asked``: the demands, as feature, value, least and most;
    ``pool`` and ``seated``: by feature and value, "" for no answer; ``interests``, ``municipalities``: of who signed
    up; ``drawn``: as ``pool``, with INTEREST and MUNICIPALITY among the features; None when nobody was drawn, or nobody
    may know any more."""

    asked: list[tuple[str, str, int, int]]
    pool: dict[str, Counter[str]]
    seated: dict[str, Counter[str]]
    interests: Counter[str]
    municipalities: Counter[str]
    drawn: dict[str, Counter[str]] | None

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Counts":
        """What ``as_json`` made."""
        asked = [(feature, value, least, most) for feature, value, least, most in kept["asked"]]
        pool, seated, drawn = (_counters(kept[name]) for name in ("pool", "seated", "drawn"))
        places = Counter(kept["interests"]), Counter(kept["municipalities"])
        return cls(asked, pool or {}, seated or {}, *places, drawn)

    def as_json(self) -> dict[str, Any]:
        """As a draw keeps it."""
        places = {"interests": dict(self.interests), "municipalities": dict(self.municipalities)}
        tables = {"pool": self.pool, "seated": self.seated, "drawn": self.drawn}
        return {"asked": self.asked, **places, **{name: _plain(table) for name, table in tables.items()}}


@dataclass(frozen=True)
class Kept:
    """The counts of the last draw that was announced. ``known``: everybody can read its file, and so who was drawn."""

    draw: Draw
    counts: Counts
    known: bool


def now(theme_id: int, group_id: int, rows: Sequence[Answered] | None = None) -> Counts:
    """As it is at this moment. Four queries; three with the ``rows`` of ``answered``."""
    rows = answered(theme_id) if rows is None else rows
    asked = [(quota.feature, quota.value, quota.minimum, quota.maximum) for quota in quotas(group_id)]
    features, signed_up = list(dict.fromkeys(each[0] for each in asked)), sign_up_counts(theme_id)
    in_pool = [row for row in signed_up.rows if row.state in POOL]
    interests, municipalities = Counter[str](), Counter[str]()
    for row in in_pool:
        interests[row.interest_name] += row.people
        municipalities[row.municipality_name] += row.people
    pool, seated = by_feature(rows, features), by_feature([row for row in rows if row.seated], features)
    return Counts(asked, pool, seated, interests, municipalities, _drawn_by_feature(drawn(group_id)))


def kept(group_id: int) -> Kept | None:
    """None before a draw of the group was announced, or where it kept no counts. One query."""
    query = select(Draw).where(Draw.group_id == group_id, Draw.state == DrawState.ANNOUNCED).order_by(Draw.id)
    draws = db.session.scalars(query.options(undefer(Draw.counted), undefer(Draw.file))).all()
    if not draws or not draws[-1].counted:
        return None
    return Kept(draws[-1], Counts.of(draws[-1].counted), all(draw.file_is_public and draw.has_file for draw in draws))


def by_feature(rows: Iterable[Answered], features: Iterable[str]) -> dict[str, Counter[str]]:
    found = {feature: Counter[str]() for feature in features}
    for row in rows:
        for feature, counts in found.items():
            counts[str(row.answers.get(feature, ""))] += row.people
    return found


def _plain(table: Mapping[str, Counter[str]] | None) -> dict[str, dict[str, int]] | None:
    return None if table is None else {feature: dict(counts) for feature, counts in table.items()}


def _counters(table: Mapping[str, Mapping[str, int]] | None) -> dict[str, Counter[str]] | None:
    return None if table is None else {feature: Counter(counts) for feature, counts in table.items()}


def _drawn_by_feature(people: Sequence[Mapping[str, str]] | None) -> dict[str, Counter[str]] | None:
    if people is None:
        return None
    in_all = [feature for feature in (people[0] if people else {}) if all(feature in person for person in people)]
    found = {feature: Counter(person[feature] for person in people) for feature in in_all}
    if INTEREST in found and PLACE in found:
        found[MUNICIPALITY] = Counter(person[PLACE].removeprefix(f"{person[INTEREST]}, ") for person in people)
    return found


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
