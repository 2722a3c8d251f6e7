"""Who comes to a meeting: what people say beforehand, and what is written down at the door."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.groups.models import Deputy
from regiodialoog.meetings import queries
from regiodialoog.meetings.events import (
    AttendanceCorrected,
    AttendanceNoted,
    Excused,
    ExcuseWithdrawn,
    MeetingHeld,
    SteppedBack,
    SteppedIn,
)
from regiodialoog.meetings.models import MEETINGS, Attendance, Meeting, MeetingState, Presence

DOOR = timedelta(hours=2)
"""How long before the beginning it can be written down who came: people are let in before it begins."""


def note_attendance(
    row: Meeting, states: Mapping[int, Presence | None], deputies: Mapping[int, int] | None = None
) -> None:
    """Write down who came, by person; None wipes what was written. A meeting that has begun counts as held from then.

    ``deputies``: by who did not come themselves, who came in their place. The same again changes nothing.
    Raises Conflict before the doors open, for a meeting that was cancelled, or for who stands in for nobody there.
    """
    _lock(row)
    if row.state is MeetingState.CANCELLED:
        raise Conflict(_("This meeting was cancelled."))
    if row.starts_at > clock.now() + DOOR:
        raise Conflict(_("This meeting has not begun yet."))
    there, instead = queries.attendances(row), deputies or {}
    _must_stand_in(row, instead, there)
    noted, corrected = Counter[Presence](), 0
    for person, wanted in states.items():
        before = there.get(person)
        if _is_known(before, wanted, instead.get(person)):
            continue
        corrected += before is not None
        if wanted is not None:
            noted[wanted] += 1
        _write(row, person, before, wanted, instead.get(person))
    flush()
    _tell(row, noted, corrected)


def _is_known(before: Attendance | None, wanted: Presence | None, deputy: int | None) -> bool:
    if before is None:
        return wanted is None
    return before.state is wanted and (wanted is not Presence.CAME or before.deputy_id == deputy)


def _write(row: Meeting, person: int, before: Attendance | None, wanted: Presence | None, deputy: int | None) -> None:
    if wanted is None:
        db.session.delete(before)
        return
    kept = before
    if kept is None:
        kept = Attendance(meeting_id=row.id, person_id=person)
        db.session.add(kept)
    kept.state, kept.noted_at = wanted, clock.now()
    kept.deputy_id = deputy if wanted is Presence.CAME else None


def _tell(row: Meeting, noted: Counter[Presence], corrected: int) -> None:
    for state, count in noted.items():
        emit(AttendanceNoted(subject_id=row.theme_id, meeting_id=row.id, state=state, count=count))
    if corrected:
        emit(AttendanceCorrected(subject_id=row.theme_id, meeting_id=row.id, count=corrected))
    if row.state is MeetingState.PLANNED and row.starts_at <= clock.now():
        MEETINGS.move(row, MeetingState.HELD)
        flush()
        emit(MeetingHeld(subject_id=row.theme_id, meeting_id=row.id))


def _must_stand_in(row: Meeting, instead: Mapping[int, int], there: Mapping[int, Attendance]) -> None:
    known = queries.deputies_at(row, there) if instead else {}
    if any(person not in known or known[person].id != deputy for person, deputy in instead.items()):
        raise Conflict(_("This person is no deputy for this place."))


def excuse(row: Meeting, person_id: int) -> None:
    """Somebody cannot come. Raises Conflict when the meeting is not to come, or it was written down already."""
    _must_come(row)
    if queries.attendance_of(row, person_id) is not None:
        raise Conflict(_("You said so already."))
    store(Attendance(meeting_id=row.id, person_id=person_id, state=Presence.EXCUSED))
    emit(Excused(subject_id=row.theme_id, meeting_id=row.id))


def come_after_all(row: Meeting, person_id: int) -> None:
    """Take that back. Raises Conflict when they did not say so, or the meeting is not to come."""
    _must_come(row)
    there = queries.attendance_of(row, person_id)
    if there is None or there.state is not Presence.EXCUSED:
        raise Conflict(_("You did not say that you cannot come."))
    db.session.delete(there)
    flush()
    emit(ExcuseWithdrawn(subject_id=row.theme_id, meeting_id=row.id))


def step_in(row: Meeting, deputy: Deputy) -> None:
    """The deputy comes instead of who holds the seat, who is excused thereby. Raises Conflict when the meeting is not
    to come, the holder came, or it was said already."""
    _must_come(row)
    holder = deputy.seat.person_id
    there = queries.attendance_of(row, holder)
    if there is not None and there.deputy_id is not None:
        raise Conflict(_("You said so already."))
    if there is not None and there.state is Presence.CAME:
        raise Conflict(_("The one you stand in for is there."))
    if there is None:
        there = Attendance(meeting_id=row.id, person_id=holder)
        db.session.add(there)
    there.state, there.deputy_id, there.noted_at = Presence.EXCUSED, deputy.person_id, clock.now()
    flush()
    emit(SteppedIn(subject_id=row.theme_id, meeting_id=row.id))


def step_back(row: Meeting, deputy: Deputy) -> None:
    """The deputy does not come either; who holds the seat stays excused until they say otherwise. Raises Conflict when
    it was not said, or the meeting is not to come."""
    _must_come(row)
    there = queries.attendance_of(row, deputy.seat.person_id)
    if there is None or there.state is not Presence.EXCUSED or there.deputy_id != deputy.person_id:
        raise Conflict(_("You did not say that you come instead."))
    there.deputy_id = None
    flush()
    emit(SteppedBack(subject_id=row.theme_id, meeting_id=row.id))


def _must_come(row: Meeting) -> None:
    _lock(row)
    if not queries.coming([row]):
        raise Conflict(_("This meeting is over, or does not go on."))


def _lock(row: Meeting) -> None:
    """Two at the door, or a member and the door, write one after the other."""
    db.session.refresh(row, ["state", "version"], with_for_update=True)
