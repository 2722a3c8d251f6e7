"""The form that chooses who moderates a theme."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from regiodialoog.core.forms import Form


class ModeratorForm(Form):
    """``candidates``: id and name of whoever can be chosen."""

    person_id = SelectField(
        _l("Who moderates this theme from now on?"),
        coerce=lambda value: int(value) if value else None,
        validators=[InputRequired()],
    )

    def __init__(self, candidates: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self.person_id.choices = [("", _("Choose one")), *candidates]
