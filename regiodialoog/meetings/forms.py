"""What the bureau and moderators fill in about meetings."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, RadioField, TimeField
from wtforms.validators import InputRequired, ValidationError

from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.forms import Form, line, text
from regiodialoog.meetings.labels import PRESENCES
from regiodialoog.meetings.models import Meeting, Presence
from regiodialoog.meetings.queries import Line
from regiodialoog.organisations.forms import RowForm

FIRST_YEAR, LAST_YEAR = 2000, 2100


class MeetingForm(RowForm):
    """A meeting is on one day; it ends later on that day than it begins."""

    title = line(_l("What is it called?"), description=_l("For instance: First evening"))
    day = DateField(_l("On which day?"), validators=[InputRequired()])
    begins = TimeField(_l("When does it begin?"), validators=[InputRequired()])
    ends = TimeField(_l("When does it end?"), validators=[InputRequired()])
    place = line(_l("Where is it?"), required=False, description=_l("For instance: Town hall, council chamber"))
    address = line(_l("Address"), required=False)
    about = text(_l("What is it about?"), required=False, rows=4)
    access_note = text(
        _l("Can everybody come in and follow it?"),
        required=False,
        rows=3,
        description=_l("Stairs or a lift, parking, an interpreter, a ring line."),
    )
    online_note = text(
        _l("How to join from home"),
        required=False,
        rows=3,
        limit=1000,
        description=_l("Only the group sees this, so a link may stand in it."),
    )

    def __init__(self, *, obj: Meeting | None = None, like: Meeting | None = None) -> None:
        """``like``: the meeting of which a new one has the place and the times, until somebody types others."""
        super().__init__(obj=obj)
        if like is not None and not self.is_submitted():
            self.begins.data, self.ends.data = (m.astimezone(AMSTERDAM).time() for m in (like.starts_at, like.ends_at))
            for name in ("place", "address", "access_note", "online_note"):
                self[name].data = getattr(like, name)
        if obj is not None and not self.is_submitted():
            starts, ends = (moment.astimezone(AMSTERDAM) for moment in (obj.starts_at, obj.ends_at))
            self.day.data, self.begins.data, self.ends.data = starts.date(), starts.time(), ends.time()

    def validate_day(self, field: DateField) -> None:
        if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError(_("Choose a date that exists."))

    def validate_ends(self, field: TimeField) -> None:
        if field.data and self.begins.data and field.data <= self.begins.data:
            raise ValidationError(_("A meeting cannot end before it begins."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        day, begins, ends = given.pop("day"), given.pop("begins"), given.pop("ends")
        return {**given, "starts_at": moment(day, begins), "ends_at": moment(day, ends)}


def moment(day: date, at: time) -> datetime:
    """A time on the wall in the region."""
    return datetime.combine(day, at, tzinfo=AMSTERDAM)


class CancelForm(Form):
    reason = text(_l("Why does it not go on?"), limit=500, rows=3, description=_l("Everybody can read this."))


class MinutesForm(RowForm):
    text = text(
        _l("Minutes"),
        limit=20000,
        rows=16,
        description=_l("Write what was said, not who said it: everybody reads this once it is published."),
    )


class AttendanceForm(Form):
    """A choice for each member; made by ``attendance_form``."""

    lines: Sequence[Line] = ()

    def people(self) -> list[tuple[Line, Field]]:
        return [(one, self[f"person_{one.person.id}"]) for one in self.lines]

    def states(self) -> dict[int, Presence | None]:
        return {one.person.id: Presence(field.data) if field.data else None for one, field in self.people()}


def attendance_form(lines: Sequence[Line]) -> AttendanceForm:
    """A row of choices per member, as it stands now."""
    choices = [*((state.value, said) for state, said in PRESENCES.items()), ("", _l("not known"))]
    fields = {
        f"person_{one.person.id}": RadioField(
            one.person.display_name, choices=lambda: choices, default=one.state.value if one.state else ""
        )
        for one in lines
    }
    form: AttendanceForm = type("AttendanceFormOfMeeting", (AttendanceForm,), {**fields, "lines": lines})()
    return form
