"""Forms of meetings: planning them, writing the minutes, who came, and straw polls in the hall."""

from regiodialoog.meetings.forms.attending import AttendanceForm, SayForm, attendance_form
from regiodialoog.meetings.forms.planning import CancelForm, MeetingForm, MeetingsForm, MinutesForm
from regiodialoog.meetings.forms.straw import (
    CountForm,
    StepForm,
    StrawDropForm,
    StrawPollForm,
    answer_form,
    count_form,
)

__all__ = [
    "AttendanceForm",
    "CancelForm",
    "CountForm",
    "MeetingForm",
    "MeetingsForm",
    "MinutesForm",
    "SayForm",
    "StepForm",
    "StrawDropForm",
    "StrawPollForm",
    "answer_form",
    "attendance_form",
    "count_form",
]
