"""Who may sit at the table: which conditions hold, who meets them, who lives with whom, and who looks like another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from regiodialoog.accounts.models import Person, RoleGrant
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import Role
from regiodialoog.groups.models import (
    MET,
    Condition,
    Group,
    HouseholdSplit,
    Offer,
    Registration,
    RegistrationPair,
    RegistrationState,
    Seat,
    SeatState,
)
from regiodialoog.groups.queries.ways_in import PLACEABLE

ON_THE_LIST = (RegistrationState.REGISTERED, RegistrationState.SEATED, RegistrationState.NOT_SEATED)
OFFICES = frozenset({Role.BUREAU, Role.COUNCIL_MEMBER, Role.ALDERMAN})
"""Roles of whom the groups advise, or who work for them."""


class Applies(Protocol):
    """What of somebody on the list says whether they may sit."""

    @property
    def household_key(self) -> str: ...

    @property
    def person_id(self) -> int: ...

    def meets(self, condition: Condition) -> bool | None: ...


@dataclass(frozen=True)
class Rules:
    """Who may sit in one group now. ``apart``: addresses at which people form no household; ``at_table``: those of who
    sits already. Both are empty where households do not matter. ``in_office``: who has a role of ``OFFICES``; empty
    where that does not matter."""

    conditions: tuple[Condition, ...]
    by_household: bool = False
    apart: frozenset[str] = frozenset()
    at_table: frozenset[str] = frozenset()
    in_office: frozenset[int] = frozenset()

    def home_of(self, row: Applies) -> str:
        """The household of somebody; empty where it does not matter or is not known."""
        return row.household_key if self.by_household and row.household_key not in self.apart else ""

    def unmet(self, row: Applies) -> list[Condition]:
        return [
            each
            for each in self.conditions
            if row.meets(each) is False or (each is Condition.OFFICE and row.person_id in self.in_office)
        ]

    def unknown(self, row: Applies) -> list[Condition]:
        return [each for each in self.conditions if row.meets(each) is None]

    def lives_with_one_who_sits(self, row: Applies) -> bool:
        home = self.home_of(row)
        return home != "" and home in self.at_table

    def allows(self, row: Applies) -> bool:
        """Whether somebody who waits can get a place; who is not known to meet a condition can."""
        return not self.unmet(row) and not self.lives_with_one_who_sits(row)


def conditions(group: Group) -> tuple[Condition, ...]:
    """Those that hold; the age is that of the theme. No query beyond the theme of the group."""
    holds = {
        Condition.AGE: bool(group.theme.min_age),
        Condition.PLACE: group.asks_place,
        Condition.OFFICE: group.asks_no_office,
    }
    return tuple(each for each, is_so in holds.items() if is_so)


def holds_office(person: Person) -> bool:
    """Whether the roles of somebody say that they are advised by the groups: then they sit in none that asks it."""
    return any(grant.role in OFFICES for grant in person.grants)


def rules(group: Group) -> Rules:
    """At most three queries."""
    held, in_office = conditions(group), frozenset[int]()
    if Condition.OFFICE in held:
        roles = select(RoleGrant.person_id).where(RoleGrant.role.in_(OFFICES), RoleGrant.ended_at.is_(None))
        in_office = frozenset(db.session.scalars(roles))
    if not group.one_per_household:
        return Rules(held, in_office=in_office)
    apart = frozenset(row.household_key for row in splits(group.id) if row.household_key)
    return Rules(held, True, apart, frozenset(db.session.scalars(_at_table(group))), in_office)


def _at_table(group: Group) -> Select[str]:
    """Also of who was drawn and has not answered yet, and of who was invited and had signed up as well."""
    sits = and_(Seat.person_id == Registration.person_id, Seat.group_id == group.id, Seat.state == SeatState.FILLED)
    taken = or_(Registration.state == RegistrationState.SEATED, select(Seat.id).where(sits).exists())
    query = select(Registration.household_key).where(Registration.theme_id == group.theme_id)
    return query.where(Registration.household_key != "", taken)


def on_the_list(
    group: Group, held: Collection[Condition], *, unknown: bool, start: int, count: int
) -> Sequence[Registration]:
    """So many of those who did not withdraw, by name, with their person and municipality; or only those of whom
    something is not known. One query."""
    query = _on_the_list(group, held, unknown=unknown).options(contains_eager(Registration.person))
    query = query.options(joinedload(Registration.municipality))
    return db.session.scalars(query.order_by(Person.sort_key, Registration.id).offset(start).limit(count)).all()


def count_on_the_list(group: Group, held: Collection[Condition], *, unknown: bool) -> int:
    query = _on_the_list(group, held, unknown=unknown).with_only_columns(func.count())
    return db.session.scalar(query) or 0


def _on_the_list(group: Group, held: Collection[Condition], *, unknown: bool) -> Select[Registration]:
    query = select(Registration).join(Registration.person).where(*_listed(group))
    return query.where(or_(*(getattr(Registration, MET[each]).is_(None) for each in held))) if unknown else query


def _listed(group: Group) -> tuple[ColumnElement[bool], ...]:
    return (
        Registration.theme_id == group.theme_id,
        Registration.state.in_(ON_THE_LIST),
        Person.confirmed_at.is_not(None),
    )


# ── who looks like another ───────────────────────────────────────────────────


@dataclass(frozen=True)
class Double:
    """Two registrations of the same name; ``by_address``: with the same mailbox, ``by_home``: the same postal address,
    ``by_birth``: the same year of birth; else the same municipality."""

    first: Registration
    second: Registration
    by_address: bool
    by_home: bool
    by_birth: bool


def doubles(group: Group, *, most: int) -> list[Double]:
    """Pairs that may be one person and about which nobody decided yet, oldest first, at most so many: both on the list,
    or one who waits for a place and one whom a draw offered a place before. One query."""
    first, second = aliased(Registration), aliased(Registration)
    one, other = aliased(Person), aliased(Person)
    same_address = one.address_key == other.address_key
    same_home = and_(first.household_key != "", first.household_key == second.household_key)
    same_birth = and_(first.birth_hash != "", first.birth_hash == second.birth_hash)
    decided = exists().where(RegistrationPair.first_id == first.id, RegistrationPair.second_id == second.id)
    query = (
        select(first, second, same_address, same_home, same_birth)
        .join(one, one.id == first.person_id)
        .join(second, and_(second.theme_id == first.theme_id, second.id > first.id))
        .join(other, other.id == second.person_id)
        .where(first.theme_id == group.theme_id, one.id != other.id)
        .where(one.sort_key == other.sort_key, one.sort_key != "", ~decided)
        .where(or_(same_address, same_home, same_birth, first.municipality_id == second.municipality_id))
        .options(contains_eager(first.person.of_type(one)), contains_eager(second.person.of_type(other)))
        .options(joinedload(first.municipality), joinedload(second.municipality))
    )
    listed = [row.state.in_(ON_THE_LIST) for row in (first, second)]
    offered = [exists().where(Offer.registration_id == row.id) for row in (first, second)]
    waits = [row.state.in_(PLACEABLE) for row in (first, second)]
    back = or_(and_(offered[0], waits[1]), and_(waits[0], offered[1]))
    query = query.where(or_(and_(*listed), back), one.confirmed_at.is_not(None), other.confirmed_at.is_not(None))
    found = db.session.execute(query.order_by(second.id, first.id).limit(most)).all()
    return [Double(a, b, *map(bool, reasons)) for a, b, *reasons in found]


def pair(first_id: int, second_id: int) -> RegistrationPair | None:
    query = select(RegistrationPair).where(RegistrationPair.first_id == first_id)
    return db.session.scalar(query.where(RegistrationPair.second_id == second_id))


def count_merged(group: Group) -> int:
    query = select(func.count()).select_from(RegistrationPair)
    query = query.join(Registration, Registration.id == RegistrationPair.second_id)
    return db.session.scalar(query.where(Registration.theme_id == group.theme_id, RegistrationPair.same)) or 0


# ── who lives together ───────────────────────────────────────────────────────


def splits(group_id: int) -> Sequence[HouseholdSplit]:
    """Every address that was taken apart, also those that are wiped. One query."""
    query = select(HouseholdSplit).where(HouseholdSplit.group_id == group_id)
    return db.session.scalars(query.order_by(HouseholdSplit.id)).all()


def split(group_id: int, split_id: int) -> HouseholdSplit:
    """Raises NotFound."""
    found = db.session.get(HouseholdSplit, split_id)
    if found is None or found.group_id != group_id:
        raise NotFound
    return found


def households(group: Group, *, start: int, count: int) -> list[list[Registration]]:
    """So many addresses with more than one person on the list, those that were taken apart left out; the first to sign
    up comes first. One query."""
    keys = _shared(group).order_by(func.min(Registration.id)).offset(start).limit(count).subquery()
    query = (
        select(Registration).join(Registration.person).join(keys, keys.c.household_key == Registration.household_key)
    )
    rows = db.session.scalars(
        query.where(*_listed(group)).options(contains_eager(Registration.person)).order_by(Registration.id)
    )
    found: dict[str, list[Registration]] = {}
    for row in rows:
        found.setdefault(row.household_key, []).append(row)
    return list(found.values())


def count_households(group: Group) -> int:
    return db.session.scalar(select(func.count()).select_from(_shared(group).subquery())) or 0


def count_without_address(group: Group) -> int:
    query = select(func.count()).select_from(Registration).join(Registration.person)
    return db.session.scalar(query.where(*_listed(group), Registration.household_key == "")) or 0


def housemates(row: Registration) -> set[int]:
    """The numbers of who did not withdraw and told the same address, this one too."""
    query = select(Registration.id).where(Registration.theme_id == row.theme_id)
    query = query.where(Registration.household_key == row.household_key, Registration.state.in_(ON_THE_LIST))
    return set(db.session.scalars(query)) if row.household_key else set()


def _shared(group: Group) -> Select[str]:
    apart = exists().where(
        HouseholdSplit.group_id == group.id, HouseholdSplit.household_key == Registration.household_key
    )
    query = select(Registration.household_key).join(Registration.person).where(*_listed(group))
    query = query.where(Registration.household_key != "", ~apart)
    return query.group_by(Registration.household_key).having(func.count() > 1)
