"""The tables of meetings: the meeting, who came, the minutes, and straw polls in the hall."""

from regiodialoog.meetings.models.meeting import (
    MEETINGS,
    Attendance,
    Meeting,
    MeetingState,
    Minutes,
    Presence,
)
from regiodialoog.meetings.models.straw import (
    LEAST_OPTIONS,
    LONGEST_OPTION,
    MOST_OPTIONS,
    STRAW_POLLS,
    StrawAnswer,
    StrawCount,
    StrawOption,
    StrawPoll,
    StrawScale,
    StrawState,
    StrawTally,
    StrawWay,
)

__all__ = [
    "LEAST_OPTIONS",
    "LONGEST_OPTION",
    "MEETINGS",
    "MOST_OPTIONS",
    "STRAW_POLLS",
    "Attendance",
    "Meeting",
    "MeetingState",
    "Minutes",
    "Presence",
    "StrawAnswer",
    "StrawCount",
    "StrawOption",
    "StrawPoll",
    "StrawScale",
    "StrawState",
    "StrawTally",
    "StrawWay",
]
