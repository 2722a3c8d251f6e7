"""Who signed up for a group, page by page: of each only what a row shows, however many there are."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    cast,
    func,
    select,
    union_all,
)

from regiodialoog.accounts.models import Person
from regiodialoog.accounts.models.person import FORMER
from regiodialoog.core.db import db
from regiodialoog.core.rows import LARGEST_ID
from regiodialoog.core.text import sort_key
from regiodialoog.groups.models import MET, Condition, Registration, RegistrationState, Seat
from regiodialoog.groups.queries.joining import conditions
from regiodialoog.groups.queries.ways_in import PLACEABLE
from regiodialoog.organisations.models import Interest, Municipality, Organisation

PAGE = 25


@dataclass(frozen=True)
class SignUpWish:
    """What a list of sign-ups is narrowed to; empty: everybody of the theme who confirmed the address. Interest and
    municipality by their slugs; ``text``: words of a name; without who misses one of the ``conditions``."""

    theme_id: int
    interest: str = ""
    municipality: str = ""
    states: tuple[RegistrationState, ...] = ()
    text: str = ""
    conditions: tuple[Condition, ...] = ()

    @property
    def shape(self) -> "Shape":
        return Shape(bool(self.interest), bool(self.municipality), self.states, self.conditions)

    @property
    def asked(self) -> dict[str, Any]:
        """What stands for the parameters of a query of that shape."""
        return {"theme": self.theme_id, "interest": self.interest, "municipality": self.municipality}


class Shape(NamedTuple):
    """Of a wish what its queries look like: they are written once for each, which costs more than asking them."""

    interest: bool
    municipality: bool
    states: tuple[RegistrationState, ...]
    conditions: tuple[Condition, ...]


class SignUp(NamedTuple):
    """A sign-up as a row. ``evenings``: the days on which the person can come. ``nameless``: as
    ``Registration.is_nameless``; name and organisation are then empty."""

    id: int
    person: str
    interest: str
    municipality: str
    organisation: str | None
    state: RegistrationState
    registered_at: datetime
    answers: dict[str, Any]
    evenings: list[str]
    reason: str
    nameless: bool = False

    @property
    def name(self) -> str:
        if self.nameless:
            return str(_("Somebody who withdrew"))
        return self.person or str(FORMER)


@dataclass(frozen=True)
class SignUpsPage:
    """One page of a list, oldest first."""

    rows: Sequence[SignUp]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


class Counted(NamedTuple):
    """How many sign-ups there are of one interest from one municipality in one state."""

    interest: str
    interest_name: str
    municipality: str
    municipality_name: str
    state: RegistrationState
    people: int


@dataclass(frozen=True)
class SignUpCounts:
    """All sign-ups of a theme, counted; in the order of interests and municipalities."""

    rows: Sequence[Counted]

    @property
    def interests(self) -> list[tuple[str, str]]:
        """Slug and name of those that occur."""
        return list(dict.fromkeys((row.interest, row.interest_name) for row in self.rows))

    @property
    def municipalities(self) -> list[tuple[str, str]]:
        found = {(row.municipality, row.municipality_name) for row in self.rows}
        return sorted(found, key=lambda each: sort_key(each[1]))

    def by(self, key: Callable[[Counted], Any]) -> Counter[Any]:
        found: Counter[Any] = Counter()
        for row in self.rows:
            found[key(row)] += row.people
        return found


def sign_up_counts(theme_id: int) -> SignUpCounts:
    """One query."""
    found = db.session.execute(_counting(), {"theme": theme_id})
    return SignUpCounts([Counted(*each) for each in found])


@cache
def _counting() -> Select[*tuple[Any, ...]]:
    """Counts everybody in an index, and takes off the few who did not confirm their address. Without the ``+ 0`` SQLite
    begins with the theme, and looks up the address of everybody (sqlite.org/optoverview.html, section 6).
    """
    columns = Registration.interest_id, Registration.municipality_id, Registration.state
    theme: BindParameter[int] = bindparam("theme")
    everybody = select(*columns, func.count().label("people")).where(Registration.theme_id == theme)
    few = select(Person.id).where(Person.confirmed_at.is_(None))
    unconfirmed = select(*columns, (-func.count()).label("people"))
    unconfirmed = unconfirmed.where(Registration.theme_id + 0 == theme, Registration.person_id.in_(few))
    both = union_all(everybody.group_by(*columns), unconfirmed.group_by(*columns)).subquery()
    people = cast(func.sum(both.c.people), Integer)
    kept = select(*both.c[:3], people.label("people")).group_by(*both.c[:3]).having(people > 0).subquery()
    return (
        select(Interest.slug, Interest.name, Municipality.slug, Municipality.name, kept.c.state, kept.c.people)
        .join(Interest, Interest.id == kept.c.interest_id)
        .join(Municipality, Municipality.id == kept.c.municipality_id)
        .order_by(Interest.position, Interest.id, Municipality.sort_key)
    )


def sign_ups_page(wish: SignUpWish, number: int, counts: SignUpCounts | None = None) -> SignUpsPage:
    """Two queries; one where ``counts`` of the theme say already how many there are."""
    if counts is not None and not wish.text:
        total = sum(row.people for row in counts.rows if _counts(row, wish))
    else:
        count = _count_of_named(wish.shape).where(*_named(wish)) if wish.text else _count_of(wish.shape)
        total = db.session.scalar(count, wish.asked) or 0
    number = max(1, min(number, -(-total // PAGE)))
    page = _rows_of(wish.shape).where(*_named(wish)).limit(PAGE).offset(bindparam("after"))
    rows = db.session.execute(page, {**wish.asked, "after": (number - 1) * PAGE})
    return SignUpsPage([SignUp(*row) for row in rows], total, number)


def _counts(row: Counted, wish: SignUpWish) -> bool:
    asked = ((wish.interest, row.interest), (wish.municipality, row.municipality))
    return all(not wanted or wanted == given for wanted, given in asked) and row.state in (wish.states or (row.state,))


def placeable(seat: Seat, *, text: str = "") -> SignUpWish:
    """Who can be given a seat: signed up for its interest and, if it asks one, from its municipality, and not known to
    miss a condition."""
    place = seat.municipality.slug if seat.municipality else ""
    return SignUpWish(seat.group.theme_id, seat.interest.slug, place, PLACEABLE, text, conditions(seat.group))


def one_of(wish: SignUpWish, registration_id: int) -> SignUp | None:
    """One sign-up, if it belongs to the list, whatever is searched for."""
    if not 0 < registration_id <= LARGEST_ID:
        return None
    one = _rows_of(wish.shape).where(Registration.id == registration_id)
    row = db.session.execute(one, wish.asked).first()
    return SignUp(*row) if row else None


def _named(wish: SignUpWish) -> Iterator[ColumnElement[bool]]:
    """Nobody whose name is not shown: a search would tell it."""
    words = sort_key(wish.text).split()
    yield from (~_nameless(), *(Person.sort_key.contains(word, autoescape=True) for word in words)) if wish.text else ()


def _nameless() -> ColumnElement[bool]:
    return and_(Registration.state == RegistrationState.WITHDRAWN, Registration.cleared_at.is_not(None))


@lru_cache(maxsize=64)
def _rows_of(shape: Shape) -> Select[*tuple[Any, ...]]:
    name, organisation = case((_nameless(), ""), else_=Person.name), case((_nameless(), None), else_=Organisation.name)
    columns = select(
        Registration.id, name, Interest.name, Municipality.name, organisation, Registration.state,
        Registration.registered_at, Registration.answers, Registration.evenings, Registration.reason, _nameless(),
    )  # fmt: skip
    query = columns.join(Registration.person).join(Registration.interest).join(Registration.municipality)
    query = query.outerjoin(Registration.organisation).order_by(Registration.id)
    return query.where(Registration.theme_id == bindparam("theme"), Person.confirmed_at.is_not(None), *_of(shape))


@lru_cache(maxsize=64)
def _count_of_named(shape: Shape) -> Select[int]:
    query = select(func.count()).select_from(Registration).join(Registration.person)
    return query.where(Registration.theme_id == bindparam("theme"), Person.confirmed_at.is_not(None), *_of(shape))


@lru_cache(maxsize=64)
def _count_of(shape: Shape) -> Select[int]:
    """As ``_counting``: everybody in an index, without the few who did not confirm their address."""
    unconfirmed = Registration.person_id.in_(select(Person.id).where(Person.confirmed_at.is_(None)))
    theme: BindParameter[int] = bindparam("theme")
    count = select(func.count()).select_from(Registration)
    everybody = count.where(Registration.theme_id == theme, *_of(shape))
    few = count.where(Registration.theme_id + 0 == theme, unconfirmed, *_of(shape, plus=0))
    return select(everybody.scalar_subquery() - few.scalar_subquery())


def _of(shape: Shape, plus: int | None = None) -> Iterator[ColumnElement[bool]]:
    """What is wished of the sign-up itself, whoever it is of. With ``plus`` 0 no index of it is begun with."""
    for wished, column, kind in (
        (shape.interest, Registration.interest_id, Interest),
        (shape.municipality, Registration.municipality_id, Municipality),
    ):
        if wished:
            of = column if plus is None else column + plus
            yield of == select(kind.id).where(kind.slug == bindparam(kind.__name__.lower())).scalar_subquery()
    if shape.states:
        yield Registration.state.in_(shape.states)
    yield from (getattr(Registration, MET[each]).is_not(False) for each in shape.conditions)
