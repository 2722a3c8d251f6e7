"""Reading straw polls in the hall, and who may answer them. What is not there raises NotFound."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.groups import queries as groups
from regiodialoog.groups.models import Seat
from regiodialoog.meetings.models import (
    Meeting,
    Presence,
    StrawAnswer,
    StrawPoll,
    StrawState,
    StrawTally,
    StrawWay,
)
from regiodialoog.meetings.queries.meetings import attendances, roll_of
from regiodialoog.organisations.models import Interest


@dataclass(frozen=True)
class Place:
    """A place at the table, and the interest for which it stands. ``away``: it was written down that nobody takes it at
    this meeting."""

    seat_id: int
    interest_id: int
    away: bool


def straw_polls_of(row: Meeting, *, prepared: bool = False) -> Sequence[StrawPoll]:
    """The straw polls of a meeting with options and counts; those that were never opened only when ``prepared``. Four
    queries."""
    query = _whole().where(StrawPoll.meeting_id == row.id)
    if not prepared:
        query = query.where(StrawPoll.opened_at.is_not(None))
    return [_within(row, each) for each in db.session.scalars(query.order_by(StrawPoll.number))]


def straw_poll(row: Meeting, number: int) -> StrawPoll:
    query = _whole().where(StrawPoll.meeting_id == row.id, StrawPoll.number == number)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return _within(row, found)


def straw_by_code(code: str) -> StrawPoll:
    query = _whole().options(joinedload(StrawPoll.meeting).joinedload(Meeting.theme))
    found = db.session.scalar(query.where(StrawPoll.code == code))
    if found is None:
        raise NotFound
    return found


def last_straw_number(row: Meeting) -> int:
    return db.session.scalar(select(func.max(StrawPoll.number)).where(StrawPoll.meeting_id == row.id)) or 0


def _whole() -> Select[StrawPoll]:
    counted = selectinload(StrawPoll.tallies).selectinload(StrawTally.counts)
    return select(StrawPoll).options(selectinload(StrawPoll.options), counted)


def _within(row: Meeting, found: StrawPoll) -> StrawPoll:
    set_committed_value(found, "meeting", row)
    return found


def place_of(row: Meeting, person_id: int | None) -> Place | None:
    """The place for which somebody answers at a meeting: their own, or the one they take instead of its holder. Two
    queries."""
    known = attendances(row)
    for line in groups.seats_at(row.theme, clock.now()):
        noted = known.get(line.person_id)
        instead = noted.deputy_id if noted is not None else None
        if (instead or line.person_id) == person_id:
            away = noted is not None and instead is None and noted.state is not Presence.CAME
            return Place(line.seat_id, line.interest_id, away)
    return None


def own_answer(row: StrawPoll, seat_id: int, person_id: int) -> StrawAnswer | None:
    """What somebody answered for a place, until it is counted."""
    query = select(StrawAnswer).where(StrawAnswer.straw_poll_id == row.id, StrawAnswer.seat_id == seat_id)
    return db.session.scalar(query.where(StrawAnswer.person_id == person_id))


def answers_to(row: StrawPoll) -> Sequence[tuple[int, int]]:
    """The option and the interest of each answer by phone, of nobody. One query."""
    query = select(StrawAnswer.option_id, Seat.interest_id).join(Seat, Seat.id == StrawAnswer.seat_id)
    query = query.where(StrawAnswer.straw_poll_id == row.id).order_by(StrawAnswer.option_id)
    return [(option, interest) for option, interest in db.session.execute(query)]


def turnout_of(row: StrawPoll) -> int:
    """How many answered by phone so far; never what. One query."""
    return db.session.scalar(select(func.count()).where(StrawAnswer.straw_poll_id == row.id)) or 0


def present(row: Meeting) -> Counter[int]:
    """How many places of each interest were taken at a meeting, as far as it was written down. Two queries."""
    known = attendances(row)
    there = [each.person_id for each in known.values() if each.state is Presence.CAME]
    interests = {line.person_id: line.interest_id for line in roll_of(row)}
    return Counter(interests[person] for person in there if person in interests)


def interests_of(row: Meeting) -> Sequence[Interest]:
    """The interests that sit at the table at a meeting, in their order. Two queries."""
    known = {line.interest_id for line in roll_of(row)}
    return db.session.scalars(select(Interest).where(Interest.id.in_(known)).order_by(Interest.position)).all()


def interests_among(rows: Sequence[StrawPoll]) -> Sequence[Interest]:
    """The interests that were counted apart in these straw polls, in their order. One query, none for none."""
    ids = {each.interest_id for row in rows for tally in row.tallies for each in tally.counts} - {None}
    query = select(Interest).where(Interest.id.in_(ids)).order_by(Interest.position)
    return db.session.scalars(query).all() if ids else []


def forgotten_straw_polls(before: datetime) -> Sequence[StrawPoll]:
    """Those by phone that nobody closed, of meetings that ended before a moment."""
    query = _whole().join(StrawPoll.meeting).options(joinedload(StrawPoll.meeting).joinedload(Meeting.theme))
    query = query.where(StrawPoll.state == StrawState.OPEN, StrawPoll.way == StrawWay.PHONE, Meeting.ends_at < before)
    return db.session.scalars(query.order_by(StrawPoll.id)).all()


def answers_of_person(person_id: int) -> Sequence[StrawAnswer]:
    """What somebody answered by phone and was not counted yet. One query."""
    whole = joinedload(StrawAnswer.straw_poll).joinedload(StrawPoll.meeting).joinedload(Meeting.theme)
    query = select(StrawAnswer).where(StrawAnswer.person_id == person_id).order_by(StrawAnswer.id)
    return db.session.scalars(query.options(whole, joinedload(StrawAnswer.option))).all()
