"""What the bureau fills in to offer an organisation a seat, and what its contact answers."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, SelectField
from wtforms.validators import InputRequired, ValidationError

from regiodialoog.accounts.models import address_key
from regiodialoog.core import clock
from regiodialoog.core.forms import Form, email, person_name, text
from regiodialoog.core.i18n import format_date
from regiodialoog.core.text import sort_key
from regiodialoog.groups.forms.invitees import remind_field
from regiodialoog.groups.forms.joining import number_or_none

USUAL, LONGEST = timedelta(days=21), timedelta(days=180)


class OrganisationForm(Form):
    organisation_id = SelectField(_l("Which organisation?"), coerce=number_or_none, validators=[InputRequired()])
    contact = person_name(
        _l("Name of the contact"), description=_l("Who gets the question. They get no account by it.")
    )
    address = email(
        _l("E-mail address of the contact"),
        required=False,
        description=_l("Leave this empty to send a letter: you can print it afterwards."),
    )
    answer_by = DateField(
        _l("Until when can they answer?"), default=lambda: clock.today() + USUAL, validators=[InputRequired()]
    )
    remind_days = remind_field()

    def __init__(self, *, organisations: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self.organisation_id.choices = [("", _("Choose one")), *organisations]

    def validate_answer_by(self, field: Field) -> None:
        latest = clock.today() + LONGEST
        if field.data and field.data <= clock.today():
            raise ValidationError(_("Choose a day that is still to come."))
        if field.data and field.data > latest:
            raise ValidationError(_("Choose a day until %(date)s at the latest.", date=format_date(latest)))

    def validate_remind_days(self, field: Field) -> None:
        last, days = self.answer_by.data, field.data
        if self.address.data and last and days and last - timedelta(days=days) <= clock.today():
            raise ValidationError(_("The reminder would go at once. Choose fewer days, or no reminder."))


class RepresentativeForm(Form):
    """Whom an organisation sends, and with which mandate."""

    name = person_name(_l("Name of your representative"))
    address = email(
        _l("E-mail address of your representative"),
        description=_l("They get a mail in which they say yes or no themselves. You may name yourself."),
    )
    may_agree = text(
        _l("To what may they say yes for your organisation?"),
        limit=500,
        rows=3,
        description=_l("For instance: to everything, as long as it costs us no money. The group reads this."),
    )
    reports_to = text(
        _l("To whom do they report back?"),
        limit=300,
        rows=2,
        description=_l("For instance: to our board, every month. The group reads this."),
    )
    deputy_name = person_name(_l("Name of a deputy"), required=False)
    deputy_address = email(
        _l("E-mail address of the deputy"),
        required=False,
        description=_l("They are asked once your representative has said yes."),
    )

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        found = self._wrong_about_deputy()
        if found is not None:
            field, said = found
            field.errors = [*field.errors, said]
        return valid and found is None

    def _wrong_about_deputy(self) -> tuple[Field, str] | None:
        name, address = self.deputy_name.data or "", self.deputy_address.data or ""
        if address and not name:
            return self.deputy_name, _("Write the name of the deputy as well, or leave both empty.")
        if name and not address:
            return self.deputy_address, _("Write the e-mail address of the deputy as well, or leave both empty.")
        same = sort_key(name) == sort_key(self.name.data or "")
        if name and same and address_key(address) == address_key(self.address.data or ""):
            return self.deputy_name, _("The deputy is somebody else than the representative.")
        return None


class DeclineForm(Form):
    reason = text(
        _l("Why does your organisation not join?"),
        required=False,
        limit=500,
        rows=3,
        description=_l("You need not say why. Only the bureau reads this."),
    )

    def values(self) -> dict[str, Any]:
        return {"reason": self.reason.data or ""}
