"""Forms of meetings: planning them, writing the minutes, and who came."""

from regiodialoog.meetings.forms.attending import AttendanceForm, SayForm, attendance_form
from regiodialoog.meetings.forms.planning import CancelForm, MeetingForm, MeetingsForm, MinutesForm

__all__ = ["AttendanceForm", "CancelForm", "MeetingForm", "MeetingsForm", "MinutesForm", "SayForm", "attendance_form"]
