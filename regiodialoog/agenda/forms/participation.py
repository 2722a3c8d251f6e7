"""Forms of who takes part in what, and the filter that follows from it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from regiodialoog.agenda.forms.fields import organisation_choices
from regiodialoog.agenda.forms.topics import EndForm
from regiodialoog.core import clock
from regiodialoog.core.forms import FilterField, Form, line, text
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.forms import RowForm
from regiodialoog.organisations.models import Municipality, Organisation


class ParticipationForm(RowForm):
    """What one municipality does with one topic; the municipality is chosen only for a new row."""

    municipality_id = SelectField(_l("Municipality"), coerce=int)
    takes_part = RadioField(_l("Does it take part?"), validators=[DataRequired()])
    scope = line(
        _l("In what way?"), required=False, limit=300, description=_l("For instance: only the part about cycling.")
    )
    reason = text(
        _l("Why or why not?"), required=False, rows=3, limit=1000, description=_l("Needed when it does not take part.")
    )
    elsewhere_id = SelectField(_l("Does this elsewhere, with"), coerce=int, default=0)
    starts_on = DateField(_l("From"), validators=[Optional()], description=_l("Empty: not known."))

    def __init__(self, *, obj: Any = None) -> None:
        super().__init__(obj=obj)
        names = [(each[0], each[2]) for each in organisations.municipality_names()]
        if obj is not None:
            names = [(obj.municipality.id, obj.municipality.name)]
        self.municipality_id.choices = names
        self.takes_part.choices = [("yes", _("Yes, it takes part")), ("no", _("No, it does not take part"))]
        self.elsewhere_id.choices = [
            (0, _("nobody")),
            *organisation_choices([obj.elsewhere] if obj is not None and obj.elsewhere else ()),
        ]
        if obj is not None and not self.is_submitted():
            self.takes_part.data = "yes" if obj.takes_part else "no"
            self.elsewhere_id.data = obj.elsewhere_id or 0

    def validate_reason(self, field: Field) -> None:
        if self.takes_part.data == "no" and not field.data:
            raise ValidationError(_("Write down why the municipality does not take part."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["takes_part"] = given["takes_part"] == "yes"
        given["municipality"] = organisations.by_ids(Municipality, [given.pop("municipality_id")])[0]
        elsewhere = organisations.by_ids(Organisation, [given.pop("elsewhere_id")])
        given["elsewhere"] = elsewhere[0] if elsewhere else None
        return given


class EndParticipationForm(EndForm):
    """The last day of a row, and why."""

    on = DateField(_l("Last day"), validators=[InputRequired()], default=clock.today)

    def validate_on(self, field: Field) -> None:
        if self.row.starts_on is not None and field.data and field.data < self.row.starts_on:
            raise ValidationError(_("The last day cannot come before the first day."))


class AgendaFilter(Form):
    """A GET form over the agenda: no token, no key."""

    class Meta:
        csrf = False

    q = line(_l("Search in the agenda"), required=False)
    gemeente = FilterField(_l("Municipality"), default="")

    def __init__(self, municipalities: Sequence[tuple[int, str, str]], **given: Any) -> None:
        super().__init__(**given)
        self.gemeente.choices = [("", _("All municipalities")), *((each[1], each[2]) for each in municipalities)]
