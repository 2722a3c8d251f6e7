"""Reading meetings. What is not there raises NotFound."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries as groups
from regiodialoog.meetings.models import Attendance, Meeting, MeetingState, Minutes, Presence


@dataclass(frozen=True)
class Line:
    """A member of the group and what is known of them at one meeting."""

    person: Person
    state: Presence | None


def meetings_of(theme: Theme) -> Sequence[Meeting]:
    """Every meeting of a theme, in the order of time. One query."""
    query = select(Meeting).where(Meeting.theme_id == theme.id)
    return db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id)).all()


def last_planned(theme: Theme) -> Meeting | None:
    """The last one in time that was not cancelled. One query."""
    query = select(Meeting).where(Meeting.theme_id == theme.id, Meeting.state != MeetingState.CANCELLED)
    return db.session.scalar(query.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(1))


def coming(meetings: Sequence[Meeting]) -> list[Meeting]:
    """Those that are planned and not over yet. No query."""
    now = clock.now()
    return [row for row in meetings if row.state is MeetingState.PLANNED and row.ends_at > now]


def meeting(theme: Theme, number: int) -> Meeting:
    found = db.session.scalar(select(Meeting).where(Meeting.theme_id == theme.id, Meeting.number == number))
    if found is None:
        raise NotFound
    found.theme = theme
    return found


def by_ids(ids: set[int]) -> Sequence[Meeting]:
    query = select(Meeting).where(Meeting.id.in_(ids)).options(joinedload(Meeting.theme))
    return db.session.scalars(query).all() if ids else []


def last_number(theme: Theme) -> int:
    return db.session.scalar(select(func.max(Meeting.number)).where(Meeting.theme_id == theme.id)) or 0


def minutes_of(row: Meeting) -> Minutes | None:
    """The minutes, also while they are a concept: for whoever writes them."""
    return db.session.scalar(select(Minutes).where(Minutes.meeting_id == row.id))


def published_minutes(row: Meeting) -> Minutes | None:
    """What everybody may read."""
    found = minutes_of(row)
    return found if found is not None and found.published_at is not None else None


def published_among(theme: Theme) -> set[int]:
    """The numbers of the meetings of a theme that have published minutes. One query."""
    query = select(Meeting.number).join(Minutes, Minutes.meeting_id == Meeting.id)
    return set(db.session.scalars(query.where(Meeting.theme_id == theme.id, Minutes.published_at.is_not(None))))


def attendance_of(row: Meeting, person_id: int | None) -> Attendance | None:
    query = select(Attendance).where(Attendance.meeting_id == row.id, Attendance.person_id == person_id)
    return db.session.scalar(query)


def counts(row: Meeting) -> Counter[Presence]:
    """How many came, were excused or stayed away. One query."""
    query = select(Attendance.state, func.count()).where(Attendance.meeting_id == row.id).group_by(Attendance.state)
    return Counter({row[0]: row[1] for row in db.session.execute(query)})


def attendance_list(row: Meeting) -> list[Line]:
    """Everybody who held a seat when the meeting began, by name, with what is known of them. Three queries."""
    query = select(Attendance).where(Attendance.meeting_id == row.id)
    known = {each.person_id: each.state for each in db.session.scalars(query)}
    roll = {line.person_id for line in groups.seats_at(row.theme, min(row.starts_at, clock.now()))}
    people = db.session.scalars(select(Person).where(Person.id.in_(roll | set(known))).order_by(Person.sort_key))
    return [Line(each, known.get(each.id)) for each in people]


def attendances_of_person(person_id: int) -> Sequence[Attendance]:
    query = select(Attendance).where(Attendance.person_id == person_id).order_by(Attendance.id)
    return db.session.scalars(query.options(joinedload(Attendance.meeting).joinedload(Meeting.theme))).all()
