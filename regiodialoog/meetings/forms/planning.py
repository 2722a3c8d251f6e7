"""What the bureau and moderators fill in about meetings."""

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, TimeField
from wtforms.validators import InputRequired, Optional, ValidationError

from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.forms import Form, line, text
from regiodialoog.meetings.models import Meeting
from regiodialoog.organisations.forms import RowForm

FIRST_YEAR, LAST_YEAR = 2000, 2100
AT_ONCE = 6
ROW = ("title", "day", "begins", "ends", "place")


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

    MORE = ("about", "access_note", "online_note")
    """What can wait: these fields stand folded below the others."""

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

    @property
    def more_open(self) -> bool:
        """Whether one of the folded fields was refused."""
        return any(self[name].errors for name in self.MORE)

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


class _Meetings(Form):
    """Several meetings at once: a row counts when it has a name or a day. They have the times and the place of the
    last one until somebody types others; what is left empty is as in the row above."""

    def __init__(self, *, like: Meeting | None = None, days: Sequence[date | None] = ()) -> None:
        """``days``: so many meetings to begin with, on these days where one can be suggested."""
        super().__init__()
        self.like = like
        if not self.is_submitted():
            for n, (row, suggested) in enumerate(zip(self.rows(), days, strict=False), start=1):
                row[0].data, row[1].data = _("Meeting %(number)s", number=n), suggested
        if like is not None and not self.is_submitted():
            begins, ends = (m.astimezone(AMSTERDAM).time() for m in (like.starts_at, like.ends_at))
            for _title, _day, first, last, place in self.rows():
                first.data, last.data, place.data = begins, ends, like.place

    def rows(self) -> list[list[Field]]:
        """Of each meeting its name, day, begin, end and place."""
        return [[self[f"{name}_{n}"] for name in ROW] for n in range(1, AT_ONCE + 1)]

    def validate(self, extra_validators: Any = None) -> bool:
        good: bool = super().validate(extra_validators)
        for above, row in pairwise(self._filled()):
            for before, field in zip(above[2:], row[2:], strict=True):
                field.data = field.data or before.data
        faults = self._faults() if good else []
        for field, message in faults:
            field.errors = [*field.errors, message]
        return good and not faults

    def _faults(self) -> list[tuple[Field, str]]:
        rows = self._filled()
        faults = [(field, _("Fill this in.")) for row in rows for field in row[:4] if not field.data]
        for _title, day, begins, ends, _place in rows:
            if day.data and not FIRST_YEAR <= day.data.year <= LAST_YEAR:
                faults.append((day, _("Choose a date that exists.")))
            if begins.data and ends.data and ends.data <= begins.data:
                faults.append((ends, _("A meeting cannot end before it begins.")))
        return faults if rows else [(self[f"{ROW[0]}_1"], _("Fill in at least one meeting."))]

    def _filled(self) -> list[list[Field]]:
        return [row for row in self.rows() if row[0].data or row[1].data]

    def meetings(self) -> list[dict[str, Any]]:
        """What is planned; in the place of the last one also its address and what stands about it."""
        found = []
        for title, day, begins, ends, place in self._filled():
            same = self.like is not None and place.data == self.like.place
            more = {name: getattr(self.like, name) for name in ("address", *MeetingForm.MORE[1:])} if same else {}
            times = {"starts_at": moment(day.data, begins.data), "ends_at": moment(day.data, ends.data)}
            found.append({"title": title.data, "place": place.data, **times, **more})
        return found


def _row_fields() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for n in range(1, AT_ONCE + 1):
        found[f"title_{n}"] = line(_l("Meeting %(number)s: name", number=n), required=False)
        found[f"day_{n}"] = DateField(_l("Meeting %(number)s: day", number=n), validators=[Optional()])
        found[f"begins_{n}"] = TimeField(_l("Meeting %(number)s: from", number=n), validators=[Optional()])
        found[f"ends_{n}"] = TimeField(_l("Meeting %(number)s: to", number=n), validators=[Optional()])
        found[f"place_{n}"] = line(_l("Meeting %(number)s: place", number=n), required=False)
    return found


MeetingsForm = type("MeetingsForm", (_Meetings,), _row_fields())


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
