"""What is filled in around a draw: its seal, its outcome, its announcement, an answer, and letting go of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, TimeField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from regiodialoog.core import clock
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.forms import Form, line, text
from regiodialoog.core.i18n import format_date
from regiodialoog.groups.actions import NOTED_WITHIN
from regiodialoog.groups.retention import FileDays

LAST_YEAR = 2100


class SealForm(Form):
    source = line(
        _l("Which public source of chance decides?"),
        limit=300,
        description=_l(
            "Everybody can see it, nobody can steer it, and it is not known yet. For instance: six dice that the clerk"
            " throws at the meeting, or the numbers of the national lottery of that day."
        ),
    )
    opens_on = DateField(_l("On which day is the outcome known?"), validators=[InputRequired()])
    opens_time = TimeField(_l("From what time on?"), validators=[InputRequired()], default=time(20))
    file_is_public = RadioField(
        _l("Who gets the file with everybody's code and answers?"),
        choices=lambda: [
            ("no", _("Only the clerks of the councils. They check the draw for everybody")),
            ("yes", _("Everybody. In a small municipality acquaintances may recognise somebody by the answers")),
        ],
        default="no",
        validators=[InputRequired()],
    )
    file_until = DateField(
        _l("Until which day is that file there?"),
        validators=[InputRequired()],
        description=_l(
            "Everybody can read this day. After it the values are wiped, and nobody can recompute the draw;"
            " its seal stays."
        ),
    )
    barred_reason = text(
        _l("Why does the draw go on although some people cannot be drawn?"),
        limit=1000,
        rows=4,
        description=_l("Everybody can read this."),
    )

    def __init__(self, *, barred: bool, days: Callable[[date], FileDays]) -> None:
        """``days``: for the day of the outcome, until when the file may be kept."""
        super().__init__()
        self.days = days
        if not barred:
            del self.barred_reason
        if not self.is_submitted():
            self.opens_on.data = clock.today() + timedelta(days=7)
            self.file_until.data = days(self.opens_on.data).usual

    def validate_opens_on(self, field: DateField) -> None:
        if field.data and field.data.year > LAST_YEAR:
            raise ValidationError(_("Choose a date that exists."))
        moment = _moment(field.data, self.opens_time.data)
        if moment is not None and moment <= clock.now():
            raise ValidationError(_("Choose a moment that has still to come."))
        if moment is not None and moment < clock.now() + NOTED_WITHIN:
            raise ValidationError(
                _("Choose a moment at least an hour from now: so that everybody can write down the seal.")
            )

    def validate_file_until(self, field: DateField) -> None:
        if not field.data or not self.opens_on.data or self.opens_on.data.year > LAST_YEAR:
            return
        days = self.days(self.opens_on.data)
        if not days.first <= field.data <= days.last:
            first, last = format_date(days.first), format_date(days.last)
            raise ValidationError(_("Choose a day from %(first)s to %(last)s.", first=first, last=last))

    def values(self) -> dict[str, Any]:
        return {
            "source": self.source.data,
            "file_until": self.file_until.data,
            "opens_at": _moment(self.opens_on.data, self.opens_time.data),
            "file_is_public": self.file_is_public.data == "yes",
            "barred_reason": self.barred_reason.data if "barred_reason" in self else "",
        }


class OutcomeForm(Form):
    outcome = line(
        _l("What came out?"),
        limit=300,
        description=_l("Exactly as it was shown, for instance: 3 1 6 6 2 5. A second person types it in as well."),
    )


class AnnounceForm(Form):
    answer_days = IntegerField(
        _l("How many days do people have to answer?"),
        validators=[InputRequired(), NumberRange(1, 60)],
        default=7,
        description=_l("Whoever does not answer in time loses the place to who is next in line."),
    )
    replace_until = DateField(
        _l("Until which day does a place that comes free go to who is next in line?"),
        validators=[InputRequired()],
        description=_l("For instance the day before the first evening. After that the bureau fills places by hand."),
    )

    def __init__(self, *, until: date, file_until: date | None) -> None:
        super().__init__()
        self.file_until = file_until if file_until and file_until >= clock.today() else None
        if not self.is_submitted():
            self.replace_until.data = min(until, self.file_until or until)

    def validate_replace_until(self, field: DateField) -> None:
        if field.data and self.file_until and self.file_until < field.data:
            day = format_date(self.file_until)
            raise ValidationError(_("Choose a day up to %(date)s: then the file of the draw goes.", date=day))
        if field.data and not clock.today() <= field.data <= date(LAST_YEAR, 12, 31):
            raise ValidationError(_("Choose a day that has still to come."))


class OfferForm(Form):
    answer = RadioField(
        _l("Do you take the place?"),
        choices=lambda: [("yes", _("Yes, I join the group")), ("no", _("No, the place can go to somebody else"))],
        validators=[InputRequired()],
    )


class AbandonForm(Form):
    reason = text(_l("Why do you let go of this draw?"), limit=1000, rows=4, description=_l("Everybody can read this."))


def _moment(day: date | None, at: time | None) -> datetime | None:
    """A time on the wall in the region, in UTC."""
    return None if day is None or at is None else datetime.combine(day, at, tzinfo=AMSTERDAM).astimezone(UTC)
