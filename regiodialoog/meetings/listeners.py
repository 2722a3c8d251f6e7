"""Meetings in what others ask: somebody's own data, what is forgotten, and the days that whoever signs up must know."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, update

from regiodialoog.accounts.events import PersonErased
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import own_data
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.db import db
from regiodialoog.core.events import Told, listens
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.evenings import Evening, knows_days, knows_evenings
from regiodialoog.meetings import labels, queries
from regiodialoog.meetings.models import Attendance, MeetingState, Presence, StrawAnswer


@listens(PersonErased)
def forget(told: Told) -> None:
    """Where somebody was is nobody's business after the account is gone."""
    number = told.event.subject_id
    came = (Attendance.deputy_id == number) & (Attendance.state == Presence.CAME)
    db.session.execute(delete(Attendance).where((Attendance.person_id == number) | came))
    db.session.execute(update(Attendance).where(Attendance.deputy_id == number).values(deputy_id=None))
    db.session.execute(delete(StrawAnswer).where(StrawAnswer.person_id == number))


@own_data("meetings")
def own_meetings(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "theme": row.meeting.theme.title,
            "meeting": row.meeting.title,
            "starts_at": row.meeting.starts_at.isoformat(),
            "state": row.state.value,
            "as_deputy": row.deputy_id == person.id,
        }
        for row in queries.attendances_of_person(person.id)
    ]


@own_data("straw_polls")
def own_answers(person: Person) -> list[dict[str, Any]]:
    """What somebody answered by phone in the hall, as long as it is not counted."""
    return [
        {
            "theme": row.straw_poll.meeting.theme.title,
            "meeting": row.straw_poll.meeting.title,
            "question": row.straw_poll.question,
            "answer": row.option.title,
        }
        for row in queries.answers_of_person(person.id)
    ]


@knows_evenings
def coming_evenings(theme: Theme) -> Sequence[Evening]:
    rows = queries.coming(queries.meetings_of(theme))
    return [
        Evening(row.title, row.starts_at, row.ends_at, row.starts_at.astimezone(AMSTERDAM).date(), labels.where(row))
        for row in rows
    ]


@knows_days
def days_of_meetings(theme: Theme) -> Sequence[date]:
    rows = [row for row in queries.meetings_of(theme) if row.state is not MeetingState.CANCELLED]
    return [row.starts_at.astimezone(AMSTERDAM).date() for row in rows]
