"""What the bureau fills in about lists of invitees: a list, its file, and the filter over it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import DateField, Field, SelectField
from wtforms.validators import InputRequired, ValidationError

from regiodialoog.core import clock
from regiodialoog.core.forms import FilterField, Form, line
from regiodialoog.core.i18n import format_date

REMIND_DAYS = (3, 5, 7, 14)


def _answer_by() -> DateField:
    return DateField(
        _l("Until when can they answer?"),
        validators=[InputRequired()],
        description=_l("30 days after this day the names and addresses are wiped."),
    )


def remind_field() -> SelectField:
    """How many days before the last one a reminder goes by e-mail."""
    return SelectField(
        _l("Send a reminder?"),
        choices=lambda: [("0", _("No reminder")), *((str(days), _remind(days)) for days in REMIND_DAYS)],
        coerce=int,
        default=0,
        validators=[InputRequired()],
        description=_l("Once, by e-mail, to who did not answer yet. Nobody gets it after an answer."),
    )


def _remind(days: int) -> str:
    said: str = ngettext("%(num)s day before the last day", "%(num)s days before the last day", days)
    return said


class AnswerByForm(Form):
    """Until when invitees can answer; ``latest``: the last day that can be asked for."""

    answer_by = _answer_by()
    remind_days = remind_field()

    def __init__(self, *args: Any, latest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._latest = latest

    def validate_answer_by(self, field: Field) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(_("Choose a day that is still to come."))
        if field.data and field.data > self._latest:
            raise ValidationError(_("Choose a day until %(date)s at the latest.", date=format_date(self._latest)))


class InviteeListForm(AnswerByForm):
    name = line(_l("Name"), description=_l("So that you recognise it, for example: sample of Soest, September."))
    answer_by = _answer_by()
    remind_days = remind_field()


class InviteeFilter(Form):
    """A GET form: no token, no key."""

    class Meta:
        csrf = False

    stand = FilterField(_l("How far"), default="")

    def __init__(self, *, formdata: Any, states: Sequence[tuple[str, Any]]) -> None:
        super().__init__(formdata=formdata)
        self.stand.choices = [("", _("All")), *states]
