"""Lists of invitees as they are read, and how far everybody on them is. What is not there raises NotFound."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, select
from sqlalchemy.orm import contains_eager, joinedload

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.text import clean_line
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import (
    Arrival,
    CameBy,
    Channel,
    Invitee,
    InviteeImport,
    InviteeList,
    InviteeState,
    Letter,
    LetterBatch,
    Registration,
)
from regiodialoog.organisations.models import Municipality

PAGE = 25
S = InviteeState


class Line(NamedTuple):
    """An invitee as a row; name and address are empty once they were wiped."""

    id: int
    name: str
    street: str
    postcode: str
    house_number: str
    house_addition: str
    place: str
    address: str
    municipality: str
    state: InviteeState

    @property
    def lines(self) -> list[str]:
        """As on an envelope; empty once it was wiped."""
        if not self.postcode:
            return []
        street = clean_line(f"{self.street} {self.house_number} {self.house_addition}")
        place = clean_line(f"{self.postcode[:4]} {self.postcode[4:]} {self.place or self.municipality}")
        return [self.name, street, place]

    @property
    def home(self) -> str:
        return ", ".join(self.lines[1:])


@dataclass(frozen=True)
class InviteesPage:
    rows: Sequence[Line]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


class Known(NamedTuple):
    """An invitee as a new file is compared with it. ``wiped``: declined, or wiped when asked."""

    id: int
    list_id: int
    wiped: bool
    columns: dict[str, Any]


COMPARED = ("name", "street", "postcode", "house_number", "house_addition", "place", "address", "municipality_id")


def invitee_lists(theme_id: int) -> Sequence[InviteeList]:
    """Newest first, with their channels. One query."""
    query = select(InviteeList).join(InviteeList.channel).where(Channel.theme_id == theme_id)
    query = query.options(contains_eager(InviteeList.channel)).order_by(InviteeList.id.desc())
    return db.session.scalars(query).all()


def invitee_list(theme: Theme, list_id: int) -> InviteeList:
    """With its channel."""
    found = db.session.get(InviteeList, list_id, options=[joinedload(InviteeList.channel)])
    if found is None or found.channel.theme_id != theme.id:
        raise NotFound
    return found


def list_of_channel(channel_id: int) -> InviteeList | None:
    """The list of which a channel is."""
    return db.session.scalar(select(InviteeList).where(InviteeList.channel_id == channel_id))


def invitee_import(row: InviteeList, number: int) -> InviteeImport:
    there = InviteeImport.list_id == row.id, InviteeImport.number == number
    found = db.session.scalar(select(InviteeImport).where(*there))
    if found is None:
        raise NotFound
    return found


def count_invitee_imports(list_id: int) -> int:
    return db.session.scalar(select(func.count()).where(InviteeImport.list_id == list_id)) or 0


def invitee(row: InviteeList, invitee_id: int) -> Invitee:
    found = db.session.get(Invitee, invitee_id)
    if found is None or found.list_id != row.id:
        raise NotFound
    return found


def invitee_of(letter_id: int) -> Invitee | None:
    """For whom a letter is, with the list."""
    query = select(Invitee).where(Invitee.letter_id == letter_id)
    return db.session.scalar(query.options(joinedload(Invitee.in_list)))


def invitees_of_person(person_id: int) -> Sequence[Invitee]:
    """The invitees with whose letters somebody signed up."""
    query = select(Invitee).join(Letter, Letter.id == Invitee.letter_id).join(Letter.registration)
    query = query.where(Registration.person_id == person_id).options(joinedload(Invitee.in_list))
    return db.session.scalars(query.order_by(Invitee.id)).all()


def known_invitees(theme_id: int) -> dict[str, Known]:
    """Everybody who is on a list of a theme, by the hash of name and address. One query."""
    compared = [getattr(Invitee, name) for name in COMPARED]
    query = select(Invitee.key_hash, Invitee.id, Invitee.list_id, Invitee.cleared_at.is_not(None), *compared)
    rows = db.session.execute(query.where(Invitee.theme_id == theme_id, Invitee.key_hash.is_not(None)))
    return {
        key: Known(number, list_id, bool(wiped), dict(zip(COMPARED, rest, strict=True)))
        for key, number, list_id, wiped, *rest in rows
    }


def came_from_home() -> ColumnElement[bool]:
    """Of a registration: it came without the code of a letter, and somebody at that address was invited. True only as
    long as both addresses are kept; it is seen by the bureau alone and gives nobody anything."""
    invited = Invitee.theme_id == Registration.theme_id, Invitee.home_key == Registration.household_key
    by_letter = exists().where(Arrival.registration_id == Registration.id, Arrival.how == CameBy.LETTER)
    return and_(Registration.household_key != "", ~by_letter.correlate(Registration), _some(*invited))


def _some(*where: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(literal(1)).select_from(Invitee).where(*where).correlate(Registration).exists()


def _somebody_signed_up() -> ColumnElement[bool]:
    """Of an invitee: somebody from that address signed up without a code, and confirmed it."""
    by_letter = select(Arrival.registration_id).where(Arrival.how == CameBy.LETTER)
    query = select(literal(1)).select_from(Registration).join(Person, Person.id == Registration.person_id)
    query = query.where(
        Registration.theme_id == Invitee.theme_id,
        Registration.household_key == Invitee.home_key,
        Registration.id.not_in(by_letter),
        Person.confirmed_at.is_not(None),
    )
    return and_(Invitee.home_key != "", query.correlate(Invitee).exists())


def state_on(today: date) -> ColumnElement[str]:
    late = InviteeList.answer_by < today
    gone = LetterBatch.printed_at.is_not(None)
    used = and_(Letter.registration_id.is_not(None), Person.confirmed_at.is_not(None))
    return case(
        (used, S.SIGNED_UP.value),
        (Invitee.declined_at.is_not(None), S.DECLINED.value),
        (_somebody_signed_up(), S.BY_ADDRESS.value),
        (and_(late, gone | Invitee.opened_at.is_not(None)), S.EXPIRED.value),
        (Invitee.opened_at.is_not(None), S.OPENED.value),
        (gone, S.SENT.value),
        else_=S.TO_SEND.value,
    )


def with_letter(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(Invitee)
        .join(InviteeList, InviteeList.id == Invitee.list_id)
        .outerjoin(Letter, Letter.id == Invitee.letter_id)
        .outerjoin(LetterBatch, LetterBatch.id == Letter.batch_id)
        .outerjoin(Registration, Registration.id == Letter.registration_id)
        .outerjoin(Person, Person.id == Registration.person_id)
    )


def invitee_totals(list_ids: Collection[int]) -> dict[int, dict[InviteeState, int]]:
    """By list how many are how far, every state in its order. One query."""
    state = state_on(clock.today()).label("state")
    inner = with_letter(select(Invitee.list_id.label("list_id"), state)).where(Invitee.list_id.in_(list_ids)).subquery()
    rows = db.session.execute(
        select(inner.c.list_id, inner.c.state, func.count()).group_by(inner.c.list_id, inner.c.state)
    )
    found = {number: dict.fromkeys(InviteeState, 0) for number in list_ids}
    for number, state_found, count in rows:
        found[number][InviteeState(state_found)] = count
    return found


def _lines(list_id: int, state: InviteeState | None) -> Select[*tuple[Any, ...]]:
    told = state_on(clock.today())
    columns = [getattr(Invitee, name) for name in COMPARED[:-1]]
    query = with_letter(select(Invitee.id, *columns, Municipality.name, told))
    query = query.join(Municipality, Municipality.id == Invitee.municipality_id).where(Invitee.list_id == list_id)
    return query.where(told == state.value) if state is not None else query


def invitees_page(list_id: int, state: InviteeState | None, number: int, total: int) -> InviteesPage:
    """Who is on a list and so far, in the order of the files. One query: ``total`` says how many there are."""
    number = max(1, min(number, -(-total // PAGE)))
    query = _lines(list_id, state).order_by(Invitee.id).limit(PAGE).offset((number - 1) * PAGE)
    return InviteesPage(_as_lines(db.session.execute(query)), total, number)


def all_invitees(list_id: int) -> list[Line]:
    return _as_lines(db.session.execute(_lines(list_id, None).order_by(Invitee.id)))


def _as_lines(rows: Iterable[Any]) -> list[Line]:
    return [Line._make([*rest, InviteeState(state)]) for *rest, state in rows]


def without_letter(list_id: int, *, with_address: bool = False, most: int | None = None) -> Sequence[Invitee]:
    """Who of a list still gets a letter, or (``with_address``) can get a mail instead; in the order of the files."""
    query = select(Invitee).where(*_waits(list_id, with_address=with_address)).order_by(Invitee.id)
    return db.session.scalars(query.limit(most)).all()


def count_without_letter(list_id: int) -> tuple[int, int]:
    """How many of a list still get a letter, and how many of those can get a mail instead."""
    by_mail = func.coalesce(func.sum(case((Invitee.address != "", 1), else_=0)), 0)
    row = db.session.execute(select(func.count(), by_mail).where(*_waits(list_id, with_address=False))).one()
    return row[0], row[1]


def _waits(list_id: int, *, with_address: bool) -> list[ColumnElement[bool]]:
    where = [Invitee.list_id == list_id, Invitee.letter_id.is_(None), Invitee.cleared_at.is_(None)]
    return [*where, Invitee.address != ""] if with_address else where


def addressees(batch_id: int) -> dict[int, Line]:
    """To whom the letters of a batch go, by their number; not who was wiped since. One query."""
    columns = [getattr(Invitee, name) for name in COMPARED[:-1]]
    query = select(Letter.number, Invitee.id, *columns, Municipality.name).join(Letter, Letter.id == Invitee.letter_id)
    query = query.join(Municipality, Municipality.id == Invitee.municipality_id)
    rows = db.session.execute(query.where(Letter.batch_id == batch_id, Invitee.cleared_at.is_(None)))
    return {number: Line._make([*rest, InviteeState.TO_SEND]) for number, *rest in rows}


def count_named(list_id: int) -> int:
    """How many of a list still have their name and address."""
    where = Invitee.list_id == list_id, Invitee.cleared_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(Invitee).where(*where)) or 0


def lists_to_clear(before: date) -> Sequence[InviteeList]:
    """Lists of which the last day to answer, or the day on which the theme was stopped, is before a day."""
    query = select(InviteeList).join(InviteeList.channel).join(Channel.theme)
    query = query.where(InviteeList.cleared_at.is_(None))
    query = query.where((InviteeList.answer_by < before) | (Theme.ended_on < before))
    return db.session.scalars(query.options(contains_eager(InviteeList.channel)).order_by(InviteeList.id)).all()


def kept_files(list_id: int) -> Sequence[InviteeImport]:
    """The files for a list that were read and not taken over."""
    where = InviteeImport.list_id == list_id, InviteeImport.emptied_at.is_(None)
    return db.session.scalars(select(InviteeImport).where(*where).order_by(InviteeImport.id)).all()


def files_to_empty(before: datetime) -> Sequence[InviteeImport]:
    """Files that were read before a moment and not taken over, with their lists."""
    query = select(InviteeImport).where(InviteeImport.emptied_at.is_(None), InviteeImport.asked_at < before)
    way = joinedload(InviteeImport.in_list).joinedload(InviteeList.channel)
    return db.session.scalars(query.options(way).order_by(InviteeImport.id)).all()
