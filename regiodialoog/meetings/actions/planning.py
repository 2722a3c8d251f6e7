"""What is done with meetings: plan, change, cancel; write and publish the minutes."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, flush, store
from regiodialoog.dialogues.models import Theme
from regiodialoog.meetings import queries
from regiodialoog.meetings.events import (
    MeetingCancelled,
    MeetingChanged,
    MeetingPlanned,
    MinutesCorrected,
    MinutesPublished,
    MinutesWritten,
)
from regiodialoog.meetings.models import MEETINGS, Meeting, MeetingState, Minutes


def plan_meeting(theme: Theme, title: str, *, starts_at: datetime, ends_at: datetime, **facts: Any) -> Meeting:
    """Raises Invalid when it ends before it begins, Conflict when the same meeting is there already."""
    _check_times(starts_at, ends_at)
    there = [row for row in queries.meetings_of(theme) if row.state is not MeetingState.CANCELLED]
    if (title, starts_at) in {(row.title, row.starts_at) for row in there}:
        raise Conflict(_("This meeting is there already: the same name, day and time."))
    number = queries.last_number(theme) + 1
    row = Meeting(theme_id=theme.id, number=number, title=title, starts_at=starts_at, ends_at=ends_at, **facts)
    row.theme = theme
    store(row)
    emit(MeetingPlanned(subject_id=theme.id, meeting_id=row.id))
    return row


def change_meeting(row: Meeting, **values: Any) -> None:
    """Raises Conflict for a meeting that was cancelled."""
    if row.state is MeetingState.CANCELLED:
        raise Conflict(_("This meeting was cancelled."))
    _check_times(values.get("starts_at", row.starts_at), values.get("ends_at", row.ends_at))
    changed = assign(row, **values)
    if changed:
        emit(MeetingChanged(subject_id=row.theme_id, meeting_id=row.id, fields=changed))


def cancel_meeting(row: Meeting, *, reason: str) -> None:
    """Raises Invalid without a reason, Conflict when it was held or cancelled before."""
    MEETINGS.move(row, MeetingState.CANCELLED, reason=reason)
    row.reason = reason
    flush()
    emit(MeetingCancelled(subject_id=row.theme_id, meeting_id=row.id))


def write_minutes(row: Meeting, text: str) -> Minutes:
    """The concept, or a correction of what was published. Raises Invalid for published minutes without a text."""
    minutes = queries.minutes_of(row)
    if minutes is None:
        minutes = Minutes(meeting_id=row.id, text=text)
        minutes.meeting = row
        store(minutes)
        emit(MinutesWritten(subject_id=row.theme_id, meeting_id=row.id))
        return minutes
    if minutes.published_at is not None and not text.strip():
        raise Invalid(_("Published minutes cannot be empty."))
    if assign(minutes, text=text):
        told = MinutesWritten if minutes.published_at is None else MinutesCorrected
        emit(told(subject_id=row.theme_id, meeting_id=row.id))
    return minutes


def publish_minutes(minutes: Minutes) -> None:
    """From now on everybody can read them. Raises Conflict when everybody can already, Invalid when they are empty."""
    if minutes.published_at is not None:
        raise Conflict(_("These minutes have been published already."))
    if not minutes.text.strip():
        raise Invalid(_("Write the minutes first."))
    minutes.published_at = clock.now()
    flush()
    emit(MinutesPublished(subject_id=minutes.meeting.theme_id, meeting_id=minutes.meeting_id))


def _check_times(starts_at: datetime, ends_at: datetime) -> None:
    if starts_at >= ends_at:
        raise Invalid(_("A meeting cannot end before it begins."))
