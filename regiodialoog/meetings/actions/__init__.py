"""What is done with meetings. Everything here flushes and tells; nothing commits."""

from regiodialoog.meetings.actions.attending import DOOR, come_after_all, excuse, note_attendance, step_back, step_in
from regiodialoog.meetings.actions.planning import (
    cancel_meeting,
    change_meeting,
    plan_meeting,
    publish_minutes,
    write_minutes,
)

__all__ = [
    "DOOR",
    "cancel_meeting",
    "change_meeting",
    "come_after_all",
    "excuse",
    "note_attendance",
    "plan_meeting",
    "publish_minutes",
    "step_back",
    "step_in",
    "write_minutes",
]
