"""What is filled in by and about who watches a draw: the witness, and what a council found when it checked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField
from wtforms.validators import InputRequired, ValidationError

from regiodialoog.core import clock
from regiodialoog.core.forms import Form, email, line, person_name, text
from regiodialoog.core.i18n import format_date
from regiodialoog.organisations.models import Municipality

OUTSIDE = "outside"


class NameWitnessForm(Form):
    """A clerk with an account, or somebody from outside by office, name and address."""

    who = SelectField(_l("Who is the witness?"), validators=[InputRequired()])
    office = line(
        _l("Office of somebody else"),
        required=False,
        limit=200,
        description=_l("For instance: civil-law notary in Amersfoort. Everybody reads this."),
    )
    name = person_name(
        _l("Name of somebody else"),
        required=False,
        description=_l("Only if they agree does everybody read their name. Otherwise we wipe it."),
    )
    address = email(
        _l("E-mail address of somebody else"),
        required=False,
        description=_l("They get a link of their own, which works for this draw only."),
    )

    def __init__(self, *, clerks: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        outside = (OUTSIDE, _("Somebody else, for instance a civil-law notary"))
        self.who.choices = [("", _("Choose one")), *clerks, outside]

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if self.who.data == OUTSIDE:
            for field in (self.office, self.name, self.address):
                if not field.data and not field.errors:
                    field.errors = [_("Fill this in for somebody who is no clerk here.")]
                    valid = False
        return valid


class WitnessForm(Form):
    show_name = RadioField(
        _l("May everybody read your name?"),
        choices=lambda: [("no", _("No, only my office")), ("yes", _("Yes, my name and my office"))],
        default="no",
        validators=[InputRequired()],
    )


class CheckForm(Form):
    municipality_id = SelectField(_l("For which council?"), coerce=int, validators=[InputRequired()])
    in_order = RadioField(
        _l("What did the program say at the end?"),
        choices=lambda: [("yes", _('"In orde." (all is well)')), ("no", _('"NIET IN ORDE" (something is wrong)'))],
        validators=[InputRequired()],
    )
    checked_on = DateField(_l("On which day did you run it?"), default=clock.today, validators=[InputRequired()])
    remark = text(
        _l("What was wrong, or what else do you want to say?"),
        required=False,
        limit=500,
        rows=3,
        description=_l("Everybody can read this. Write no names or codes of people here."),
    )

    def __init__(self, *, councils: Sequence[Municipality], since: date) -> None:
        super().__init__()
        self.since = since
        self.municipality_id.choices = [(each.id, each.name) for each in councils]
        if len(councils) == 1:
            del self.municipality_id

    def validate_checked_on(self, field: DateField) -> None:
        if field.data and not self.since <= field.data <= clock.today():
            first = format_date(self.since)
            raise ValidationError(_("Choose a day from %(date)s, the day of the seal, until today.", date=first))

    def validate_remark(self, field: Any) -> None:
        if self.in_order.data == "no" and not field.data:
            raise ValidationError(_("Say what was wrong: the line that the program gave."))
