"""What the bureau fills in to keep a setup, and to call it something else."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import InputRequired, NumberRange, ValidationError

from regiodialoog.core.forms import SmallNumberField, line, text
from regiodialoog.groups.models import MOST_EVENINGS, MOST_WEEKS_BETWEEN
from regiodialoog.groups.setups import is_taken
from regiodialoog.organisations.forms import RowForm


class SetupForm(RowForm):
    """Name and reason of a kept setup (``obj``)."""

    name = line(_l("Name of the setup"), limit=100, description=_l("For instance: 30 people, five evenings"))
    why = text(
        _l("When is it of use?"), limit=500, rows=3, description=_l("Your colleagues read this when they choose.")
    )

    def validate_name(self, field: Field) -> None:
        if field.data and is_taken(field.data, but=self.row_id):
            raise ValidationError(_("There is a setup with this name already."))


class KeepSetupForm(SetupForm):
    evenings = SmallNumberField(_l("How many evenings?"), validators=[InputRequired(), NumberRange(1, MOST_EVENINGS)])
    weeks_between = SmallNumberField(
        _l("How many weeks from one evening to the next?"),
        validators=[InputRequired(), NumberRange(1, MOST_WEEKS_BETWEEN)],
    )

    def begin_with(self, **found: Any) -> None:
        for name, value in found.items():
            self[name].data = value
