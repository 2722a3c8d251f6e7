"""Letting somebody else vote."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from regiodialoog.accounts.models import Person
from regiodialoog.core.forms import Form


class ProxyForm(Form):
    holder = SelectField(_l("Who votes for you?"), validators=[InputRequired()])

    def __init__(self, people: Sequence[Person]) -> None:
        super().__init__()
        self.holder.choices = [("", _l("choose somebody")), *((str(each.id), each.display_name) for each in people)]

    @property
    def holder_id(self) -> int:
        """Only of a valid form."""
        return int(self.holder.data)
