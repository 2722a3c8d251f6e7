"""The numbers of inhabitants of all municipalities on one form; a file can fill them in."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, IntegerField, SubmitField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import TextInput

from regiodialoog.core import clock
from regiodialoog.core.forms import Form
from regiodialoog.core.uploads import UploadField
from regiodialoog.organisations.actions.inhabitants import MOST_INHABITANTS
from regiodialoog.organisations.forms import SourceField
from regiodialoog.organisations.inhabitants_file import whole_number
from regiodialoog.organisations.models import Inhabitants, Municipality

FIRST = date(1900, 1, 1)


class PeopleField(IntegerField):
    """A whole number, also as people write it: 160.902."""

    widget = TextInput()  # in a number field a browser takes the point for a decimal one

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = whole_number(text)
        if text and self.data is None:
            raise ValueError(_("Write a whole number above 0."))


class CountedForm(Form):
    """Numbers of people that a document gives; a file can fill them in."""

    read = SubmitField(_l("Read the file"))
    source = SourceField(_l("Which document do the numbers come from?"))
    counted_on = DateField(_l("On which day were people counted?"), validators=[InputRequired()])

    def validate_source(self, field: SourceField) -> None:
        if field.row is None:
            raise ValidationError(_("Choose the document. Is it not there? Add it to the sources first."))

    def validate_counted_on(self, field: DateField) -> None:
        if field.data is None or not FIRST <= field.data <= clock.today():
            raise ValidationError(_("This day has still to come, or is too long ago."))


class InhabitantsForm(CountedForm):
    """``keys``: the municipalities, in order."""

    keys: Sequence[int] = ()
    file = UploadField(
        _l("Fill the numbers in from a file"),
        required=False,
        description=_l(
            "A CSV file with a column “code” (such as GM0307) or “gemeente”, and a column “inwoners”. Other"
            " columns and other municipalities are not read."
        ),
    )

    def rows(self) -> list[Field]:
        return [self[f"number_{key}"] for key in self.keys]

    def numbers(self) -> dict[int, int | None]:
        return {key: self[f"number_{key}"].data for key in self.keys}


def inhabitants_form(municipalities: Sequence[Municipality], there: Mapping[int, Inhabitants]) -> InhabitantsForm:
    """Begins with what is known; source and day are those of the latest count."""
    latest = max(there.values(), key=lambda row: row.counted_on, default=None)
    fields: dict[str, Any] = {
        f"number_{each.id}": PeopleField(each.name, validators=[Optional(), NumberRange(1, MOST_INHABITANTS)])
        for each in municipalities
    }
    start: dict[str, Any] = {f"number_{key}": row.number for key, row in there.items()}
    if latest is not None:
        start |= {"source": latest.source_id, "counted_on": latest.counted_on}
    keys = [each.id for each in municipalities]
    form: InhabitantsForm = type("InhabitantsOfRegion", (InhabitantsForm,), {**fields, "keys": keys})(data=start)
    return form
