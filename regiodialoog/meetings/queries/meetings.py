"""Reading meetings. What is not there raises NotFound."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries as groups
from regiodialoog.meetings.models import Attendance, Meeting, MeetingState, Minutes, Presence


@dataclass(frozen=True)
class Line:
    """A member of the group and what is known of them at one meeting: themselves, or their deputy in their place.

    ``deputy``: who stands in for them, if anybody; ``instead``: whether that is who came, or said that they will.
    """

    person: Person
    state: Presence | None
    deputy: Person | None = None
    instead: bool = False


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
    set_committed_value(found, "theme", theme)  # loaded, not changed: a GET writes nothing
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


def attendances(row: Meeting) -> dict[int, Attendance]:
    """What is known of who came to a meeting, by person. One query."""
    query = select(Attendance).where(Attendance.meeting_id == row.id).options(joinedload(Attendance.deputy))
    return {each.person_id: each for each in db.session.scalars(query)}


def deputies_at(row: Meeting, known: Mapping[int, Attendance]) -> dict[int, Person]:
    """Who may come in whose place, by the person: the deputies of now, and who was written down. Two queries."""
    group = groups.find_group(row.theme)
    stand = groups.deputies(group.id).values() if group is not None else ()
    found = {one.seat.person_id: one.person for one in stand if one.person is not None and one.seat.person_id}
    return found | {each.person_id: each.deputy for each in known.values() if each.deputy is not None}


def attendance_list(row: Meeting) -> list[Line]:
    """Everybody who held a seat when the meeting began, by name, with what is known of them. Five queries."""
    known = attendances(row)
    deputies = deputies_at(row, known)
    roll = {line.person_id for line in roll_of(row)}
    people = db.session.scalars(
        select(Person).where(Person.id.in_(roll | set(known))).order_by(Person.sort_key, Person.id)
    )
    return [
        Line(each, one.state if one else None, deputies.get(each.id), bool(one and one.deputy_id))
        for each, one in ((each, known.get(each.id)) for each in people)
    ]


def roll_of(row: Meeting) -> Sequence[groups.RollLine]:
    """Who held a seat when a meeting began, or holds one now if it still has to. One query."""
    return groups.seats_at(row.theme, min(row.starts_at, clock.now()))


def attendances_of_theme(theme: Theme) -> Sequence[Attendance]:
    """What is known of who came to every meeting of a theme that was not cancelled, with the people. One query."""
    query = select(Attendance).join(Attendance.meeting)
    query = query.where(Meeting.theme_id == theme.id, Meeting.state != MeetingState.CANCELLED)
    options = (joinedload(Attendance.person), joinedload(Attendance.deputy))
    return db.session.scalars(query.options(*options).order_by(Meeting.starts_at, Attendance.id)).all()


def meetings_of_themes(ids: set[int]) -> Sequence[Meeting]:
    """Every meeting of some themes in the order of time, with the theme. One query, none for no theme."""
    query = select(Meeting).where(Meeting.theme_id.in_(ids)).options(joinedload(Meeting.theme))
    return db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id)).all() if ids else []


def attendances_among(meeting_ids: set[int], people: set[int]) -> dict[tuple[int, int], Attendance]:
    """By meeting and person. One query, none for no meeting."""
    query = select(Attendance).where(Attendance.meeting_id.in_(meeting_ids), Attendance.person_id.in_(people))
    rows = db.session.scalars(query) if meeting_ids else ()
    return {(row.meeting_id, row.person_id): row for row in rows}


def attendances_of_person(person_id: int) -> Sequence[Attendance]:
    """Where somebody came or was excused, also as a deputy. One query."""
    own = or_(Attendance.person_id == person_id, Attendance.deputy_id == person_id)
    query = select(Attendance).where(own).order_by(Attendance.id)
    return db.session.scalars(query.options(joinedload(Attendance.meeting).joinedload(Meeting.theme))).all()
