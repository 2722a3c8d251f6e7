"""What is done with meetings. Everything here flushes and tells; nothing commits."""

from regiodialoog.meetings.actions.attending import DOOR, come_after_all, excuse, note_attendance, step_back, step_in
from regiodialoog.meetings.actions.planning import (
    cancel_meeting,
    change_meeting,
    plan_meeting,
    publish_minutes,
    write_minutes,
)
from regiodialoog.meetings.actions.straw import (
    Counts,
    answer_straw_poll,
    change_straw_poll,
    close_by_phone,
    count_straw_poll,
    drop_straw_poll,
    is_on,
    is_over,
    open_straw_poll,
    prepare_straw_poll,
    takes_answers,
)

__all__ = [
    "DOOR",
    "Counts",
    "answer_straw_poll",
    "cancel_meeting",
    "change_meeting",
    "change_straw_poll",
    "close_by_phone",
    "come_after_all",
    "count_straw_poll",
    "drop_straw_poll",
    "excuse",
    "is_on",
    "is_over",
    "note_attendance",
    "open_straw_poll",
    "plan_meeting",
    "prepare_straw_poll",
    "publish_minutes",
    "step_back",
    "step_in",
    "takes_answers",
    "write_minutes",
]
