"""Filters over the list of opgaven and over the calendar: GET forms without token and key."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.adoption.models import MomentKind
from regiodialoog.core.forms import FilterField, Form

Names = Sequence[tuple[int, str, str]]


class ProgrammeFilter(Form):
    class Meta:
        csrf = False

    gemeente = FilterField(_l("Municipality"), default="")

    def __init__(self, municipalities: Names, **given: Any) -> None:
        super().__init__(**given)
        self.gemeente.choices = [("", _("All municipalities")), *((each[1], each[2]) for each in municipalities)]

    def chosen(self, field: str) -> str:
        """What was chosen, or nothing when the address holds what is not in the list."""
        known = {value for value, _label in self[field].choices}
        return self[field].data if self[field].data in known else ""


class CalendarFilter(ProgrammeFilter):
    jaar = FilterField(_l("Year"), default="")
    soort = FilterField(_l("Kind"), default="")

    def __init__(self, municipalities: Names, kinds: Sequence[MomentKind], years: Sequence[int], **given: Any) -> None:
        super().__init__(municipalities, **given)
        self.soort.choices = [("", _("All kinds")), *((kind.slug, kind.name) for kind in kinds)]
        self.jaar.choices = [(str(year), str(year)) for year in years]
