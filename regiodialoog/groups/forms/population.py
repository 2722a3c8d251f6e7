"""How many people give each answer of a question in each municipality, on one form; a file can fill it in."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import NumberRange, Optional

from regiodialoog.core.uploads import UploadField
from regiodialoog.groups.library import Ready
from regiodialoog.groups.models import Population
from regiodialoog.groups.population_file import Numbers
from regiodialoog.organisations.actions.inhabitants import MOST_INHABITANTS
from regiodialoog.organisations.forms.inhabitants import CountedForm, PeopleField
from regiodialoog.organisations.inhabitants_file import count_of
from regiodialoog.organisations.models import Municipality


class _CountField(PeopleField):
    """As people write it, and 0 as well."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = count_of(text)
        if text and self.data is None:
            raise ValueError(_("Write a whole number from 0."))


class PopulationForm(CountedForm):
    """``places``: ids of the municipalities, in order; ``answers``: of the question."""

    places: Sequence[int] = ()
    answers: Sequence[str] = ()
    file = UploadField(
        _l("Fill the numbers in from a file"),
        required=False,
        description=_l(
            "A CSV file with a column “code” (such as GM0307) or “gemeente”, and a column for each answer. Or a line"
            " for each answer, with the columns “antwoord” and “aantal”. Other municipalities are not read."
        ),
    )

    def cell(self, place: int, answer: str) -> Field:
        field: Field = self[_name(place, self.answers.index(answer))]
        return field

    def numbers(self) -> Numbers:
        return {(place, answer): self.cell(place, answer).data for place in self.places for answer in self.answers}

    def take(self, numbers: Numbers) -> None:
        """Show these instead of what was sent."""
        for (place, answer), number in numbers.items():
            cell = self.cell(place, answer)
            cell.data, cell.raw_data = number, None


def population_form(
    ready: Ready, municipalities: Sequence[Municipality], there: Mapping[tuple[int, str], Population]
) -> PopulationForm:
    """Begins with what is known; source and day are those of the latest count."""
    latest = max(there.values(), key=lambda row: row.counted_on, default=None)
    fields, start = {}, {}
    for each in municipalities:
        for n, answer in enumerate(ready.answers):
            checks = [Optional(), NumberRange(0, MOST_INHABITANTS)]
            fields[_name(each.id, n)] = _CountField(f"{each.name}, {answer}", validators=checks)
            if row := there.get((each.id, answer)):
                start[_name(each.id, n)] = row.number
    about: dict[str, Any] = {"places": [each.id for each in municipalities], "answers": ready.answers}
    more = {"source": latest.source_id, "counted_on": latest.counted_on} if latest is not None else {}
    form: PopulationForm = type("PopulationOfRegion", (PopulationForm,), {**fields, **about})(data={**start, **more})
    return form


def _name(place: int, n: int) -> str:
    return f"number_{place}_{n}"
