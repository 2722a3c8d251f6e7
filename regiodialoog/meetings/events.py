"""What happens to meetings, in the past tense: about the theme, with numbers only."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_
from regiodialoog.meetings.models import Presence


@dataclass(frozen=True, kw_only=True)
class _OfMeeting(Event):
    meeting_id: int


@happening("meetings.planned", subject="theme", public=True, says=N_("A meeting was planned"))
@dataclass(frozen=True, kw_only=True)
class MeetingPlanned(_OfMeeting):
    pass


@happening("meetings.changed", subject="theme", public=True, says=N_("A meeting was changed"))
@dataclass(frozen=True, kw_only=True)
class MeetingChanged(_OfMeeting):
    """``fields``: the names of what changed, never the texts."""

    fields: tuple[str, ...]


@happening("meetings.cancelled", subject="theme", public=True, says=N_("A meeting was cancelled"))
@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(_OfMeeting):
    pass


@happening("meetings.held", subject="theme", public=True, says=N_("A meeting was held"))
@dataclass(frozen=True, kw_only=True)
class MeetingHeld(_OfMeeting):
    pass


@happening("meetings.excused", subject="theme", says=N_("Somebody said beforehand that they cannot come to a meeting"))
@dataclass(frozen=True, kw_only=True)
class Excused(_OfMeeting):
    pass


@happening("meetings.attendance_noted", subject="theme", says=N_("It was written down who came to a meeting"))
@dataclass(frozen=True, kw_only=True)
class AttendanceNoted(_OfMeeting):
    """``state``: what was written down of ``count`` people."""

    state: Presence
    count: int


@happening("meetings.excuse_withdrawn", subject="theme", says=N_("Somebody said that they come to a meeting after all"))
@dataclass(frozen=True, kw_only=True)
class ExcuseWithdrawn(_OfMeeting):
    pass


@happening("meetings.stepped_in", subject="theme", says=N_("A deputy said that they come to a meeting instead"))
@dataclass(frozen=True, kw_only=True)
class SteppedIn(_OfMeeting):
    pass


@happening(
    "meetings.stepped_back", subject="theme", says=N_("A deputy said that they do not come to a meeting instead")
)
@dataclass(frozen=True, kw_only=True)
class SteppedBack(_OfMeeting):
    pass


@happening("meetings.attendance_corrected", subject="theme", says=N_("It was corrected who came to a meeting"))
@dataclass(frozen=True, kw_only=True)
class AttendanceCorrected(_OfMeeting):
    """Of ``count`` people something else was written down before."""

    count: int


@happening("meetings.minutes_written", subject="theme", says=N_("Minutes of a meeting were written or changed"))
@dataclass(frozen=True, kw_only=True)
class MinutesWritten(_OfMeeting):
    pass


@happening("meetings.minutes_published", subject="theme", public=True, says=N_("Minutes of a meeting were published"))
@dataclass(frozen=True, kw_only=True)
class MinutesPublished(_OfMeeting):
    pass


@happening("meetings.minutes_corrected", subject="theme", public=True, says=N_("Published minutes were corrected"))
@dataclass(frozen=True, kw_only=True)
class MinutesCorrected(_OfMeeting):
    pass


@dataclass(frozen=True, kw_only=True)
class _OfStrawPoll(_OfMeeting):
    straw_poll_id: int


@happening("meetings.straw_poll_prepared", subject="theme", says=N_("A straw poll for a meeting was prepared"))
@dataclass(frozen=True, kw_only=True)
class StrawPollPrepared(_OfStrawPoll):
    pass


@happening("meetings.straw_poll_changed", subject="theme", says=N_("A straw poll for a meeting was changed"))
@dataclass(frozen=True, kw_only=True)
class StrawPollChanged(_OfStrawPoll):
    pass


@happening("meetings.straw_poll_opened", subject="theme", public=True, says=N_("A straw poll was asked at a meeting"))
@dataclass(frozen=True, kw_only=True)
class StrawPollOpened(_OfStrawPoll):
    pass


@happening("meetings.straw_poll_answered", subject="theme", says=N_("Somebody answered a straw poll by phone"))
@dataclass(frozen=True, kw_only=True)
class StrawPollAnswered(_OfStrawPoll):
    """That somebody did, never what."""


@happening(
    "meetings.straw_poll_counted", subject="theme", public=True, says=N_("A straw poll at a meeting was counted")
)
@dataclass(frozen=True, kw_only=True)
class StrawPollCounted(_OfStrawPoll):
    """No numbers: those of a small group are nobody else's business."""


@happening(
    "meetings.straw_poll_corrected", subject="theme", public=True, says=N_("The count of a straw poll was corrected")
)
@dataclass(frozen=True, kw_only=True)
class StrawPollCorrected(_OfStrawPoll):
    pass


@happening(
    "meetings.straw_poll_dropped", subject="theme", public=True, says=N_("A straw poll at a meeting was dropped")
)
@dataclass(frozen=True, kw_only=True)
class StrawPollDropped(_OfStrawPoll):
    pass
