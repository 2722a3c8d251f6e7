"""Who sits in a group, or stands in there, without having signed up for it, and whether they meet its conditions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import (
    MET,
    Condition,
    Deputy,
    DeputyState,
    Eligibility,
    Group,
    Registration,
    RegistrationState,
    Seat,
    SeatFilling,
    SeatState,
)
from regiodialoog.groups.queries.joining import ON_THE_LIST, conditions
from regiodialoog.groups.queries.ways_in import latest_registration


@dataclass(frozen=True)
class Invited:
    """Somebody who was invited and sits in the group, or (``deputy``) stands in for who sits there."""

    person: Person
    seat: Seat
    deputy: bool
    conditions: tuple[Condition, ...]
    told: Eligibility | None

    @property
    def id(self) -> int:
        return self.person.id

    def meets(self, condition: Condition) -> bool | None:
        return self.told.meets(condition) if self.told is not None else None

    @property
    def unknown(self) -> list[Condition]:
        return [each for each in self.conditions if self.meets(each) is None]


def conditions_of(group: Group, *, for_organisation: bool) -> tuple[Condition, ...]:
    """Those that hold for who is invited. Whoever comes for an organisation may live and work anywhere: it is the
    organisation that belongs to the region, and the bureau chose it."""
    return tuple(each for each in conditions(group) if not (for_organisation and each is Condition.PLACE))


def told_of(group_id: int, person_id: int | None) -> Eligibility | None:
    query = select(Eligibility).where(Eligibility.group_id == group_id, Eligibility.person_id == person_id)
    return db.session.scalar(query)


def eligibilities(group_id: int) -> Sequence[Eligibility]:
    return db.session.scalars(select(Eligibility).where(Eligibility.group_id == group_id)).all()


def known_not_to_meet(group: Group, person_id: int, held: Collection[Condition]) -> list[Condition]:
    """The conditions of which it was written down, in whatever way somebody came, that they do not meet them. At most
    two queries."""
    if not held:
        return []
    listed, invited = latest_registration(group.theme, person_id), told_of(group.id, person_id)
    signed_up = listed if listed is not None and listed.state in ON_THE_LIST else None
    return [each for each in held if any(row and row.meets(each) is False for row in (signed_up, invited))]


def invited(group: Group) -> list[Invited]:
    """By name. Two queries, however many they are."""
    told = and_(Eligibility.group_id == group.id, Eligibility.person_id == Person.id)
    seats = select(Seat, Eligibility).join(Seat.person).outerjoin(Eligibility, told).where(*_sits_invited(group))
    stands = (
        select(Deputy, Eligibility)
        .join(Deputy.seat)
        .join(Person, Person.id == Deputy.person_id)
        .outerjoin(Eligibility, told)
        .where(Seat.group_id == group.id, Seat.state == SeatState.FILLED, Deputy.state == DeputyState.CONFIRMED)
    )
    whole = (joinedload(Seat.interest), joinedload(Seat.municipality), joinedload(Seat.organisation))
    found = [
        Invited(seat.person, seat, False, _for(group, seat), row)
        for seat, row in db.session.execute(seats.options(contains_eager(Seat.person), *whole))
        if seat.person is not None
    ]
    options = (contains_eager(Deputy.seat).options(*whole), contains_eager(Deputy.person))
    found += [
        Invited(deputy.person, deputy.seat, True, _for(group, deputy.seat), row)
        for deputy, row in db.session.execute(stands.options(*options))
        if deputy.person is not None
    ]
    return sorted(found, key=lambda one: (one.person.sort_key, one.id))


def _for(group: Group, seat: Seat) -> tuple[Condition, ...]:
    return conditions_of(group, for_organisation=seat.organisation_id is not None)


def count_unknown_at_table(group: Group) -> int:
    """Of how many who hold a seat it is not known whether they meet the conditions, whatever way they came. At most
    two queries; none where nothing is asked."""
    held = conditions(group)
    if not held:
        return 0
    unknown = or_(*(getattr(Registration, MET[each]).is_(None) for each in held))
    by_sign_up = select(func.count()).select_from(Seat).join(Registration, _their_sign_up(group))
    by_sign_up = by_sign_up.where(*_sits(group), Seat.filling != SeatFilling.INVITED, unknown)
    return (db.session.scalar(by_sign_up) or 0) + (db.session.scalar(_unknown_invited(group, held)) or 0)


def _unknown_invited(group: Group, held: Collection[Condition]) -> Select[int]:
    told = and_(Eligibility.group_id == group.id, Eligibility.person_id == Seat.person_id)
    for_all = [getattr(Eligibility, MET[each]).is_(None) for each in held if each is not Condition.PLACE]
    if Condition.PLACE in held:
        for_all.append(and_(Eligibility.of_place.is_(None), Seat.organisation_id.is_(None)))
    query = select(func.count()).select_from(Seat).outerjoin(Eligibility, told)
    return query.where(*_sits_invited(group), or_(*for_all))


def _sits(group: Group) -> tuple[ColumnElement[bool], ...]:
    return Seat.group_id == group.id, Seat.state == SeatState.FILLED


def _sits_invited(group: Group) -> tuple[ColumnElement[bool], ...]:
    return *_sits(group), Seat.filling == SeatFilling.INVITED


def _their_sign_up(group: Group) -> ColumnElement[bool]:
    seated = Registration.theme_id == group.theme_id, Registration.state == RegistrationState.SEATED
    return and_(Registration.person_id == Seat.person_id, *seated)


def eligibilities_of_person(person_id: int) -> Sequence[tuple[Theme, Eligibility]]:
    """With the theme of each. One query."""
    query = select(Theme, Eligibility).join(Group, Group.theme_id == Theme.id)
    query = query.join(Eligibility, Eligibility.group_id == Group.id).where(Eligibility.person_id == person_id)
    return [(theme, row) for theme, row in db.session.execute(query.order_by(Eligibility.id))]
