"""Codes by letter: how many, for whom; and the code that somebody types to vote."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired, NumberRange

from regiodialoog.core.forms import Form, SmallNumberField, line
from regiodialoog.groups.forms.joining import number_or_none
from regiodialoog.organisations.models import Municipality

NO_SUCH_CODE = _l("We do not know this code. Look once more at the letter: is every letter and digit right?")


class CodesForm(Form):
    """Letters to nobody in particular."""

    count = SmallNumberField(
        _l("How many letters?"),
        validators=[InputRequired(), NumberRange(1, 1000)],
        description=_l("At most 1000 at once. You can make more batches."),
    )
    municipality_id = SelectField(_l("Addresses in which municipality?"), coerce=number_or_none)

    def __init__(self, places: list[Municipality]) -> None:
        super().__init__()
        self.municipality_id.choices = [("", _("In several municipalities")), *((row.id, row.name) for row in places)]


class VoteCodeForm(Form):
    """What cannot be a code gets the same answer as one that nobody has."""

    code = line(
        _l("Your voting code"),
        limit=40,
        description=_l("It stands in the letter that you got, for example: K7QM-3X9P. Capitals do not matter."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
