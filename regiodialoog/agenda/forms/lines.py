"""Forms of the lines around the topics: challenges and developments, figures and milestones."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from regiodialoog.agenda.forms.fields import DecimalText, WithOrganisations, order, without_empty_number
from regiodialoog.core.dates import parse_fuzzy
from regiodialoog.core.forms import line, text
from regiodialoog.organisations.forms import FuzzyField, RowForm, TicksField


class ChallengeForm(RowForm):
    title = line(_l("The challenge"), limit=300)
    position = order(_l("Place in the list"))

    def values(self) -> dict[str, Any]:
        return without_empty_number(super().values(), "position")


class DevelopmentForm(WithOrganisations):
    title = line(_l("The development"), limit=300)
    position = order(_l("Place in the list"))
    description = text(_l("What is changing, and why that matters here"), required=False)
    organisations = TicksField(_l("Organisations"))

    def values(self) -> dict[str, Any]:
        return without_empty_number(super().values(), "position")


class FigureForm(RowForm):
    """One number, or from one to another."""

    what = line(_l("What the figure is about"), limit=300)
    value = DecimalText(
        _l("The number"), description=_l("One number. Or leave this empty and fill in both fields below.")
    )
    low = DecimalText(_l("From"))
    high = DecimalText(_l("To"))
    unit = line(_l("Unit"), required=False, limit=100, description=_l("Such as procent, jaar or euro."))
    position = order(_l("Place in the list"))

    def validate_value(self, field: Field) -> None:
        span = bool(self.low.data or self.high.data)
        if bool(field.data) == span:
            raise ValidationError(_("Fill in one number, or a number from and a number to."))

    def validate_high(self, field: Field) -> None:
        if bool(field.data) != bool(self.low.data):
            raise ValidationError(_("Fill in both: from and to."))
        low, high = self.low.number, self.high.number
        if low is not None and high is not None and high < low:
            raise ValidationError(_("The second number cannot be smaller than the first."))

    def values(self) -> dict[str, Any]:
        numbers = {name: self[name].number for name in ("value", "low", "high")}
        return without_empty_number(super().values(), "position") | numbers


class MilestoneForm(RowForm):
    what = line(_l("What will happen then"), limit=300)
    when = FuzzyField(_l("When"), required=True, description=_l("As printed, such as medio 2025 or 1 januari 2021."))
    position = order(_l("Place in the list"))

    def values(self) -> dict[str, Any]:
        given = without_empty_number(super().values(), "position")
        given["when"] = parse_fuzzy(given["when"])
        return given
