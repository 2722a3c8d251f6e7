"""Forms of the agenda itself: its texts, parts, themes, goals and actions, and taking a line off."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.validators import InputRequired

from regiodialoog.agenda.forms.fields import (
    PartnersField,
    WithOrganisations,
    fuzzy,
    order,
    without_empty_number,
)
from regiodialoog.agenda.labels import STATUSES
from regiodialoog.agenda.models import ActionStatus
from regiodialoog.core import clock
from regiodialoog.core.dates import parse_fuzzy
from regiodialoog.core.forms import line, text
from regiodialoog.organisations.forms import FuzzyField, LinesField, RowForm, SourceField, TicksField


class AgendaForm(RowForm):
    title = line(_l("Title"))
    edition = FuzzyField(_l("Edition"), required=True, description=_l("As printed, such as 2020-03 or maart 2020."))
    until = FuzzyField(_l("Runs until"), description=_l("As printed, such as 2022."))
    description = text(_l("What this agenda is"), required=False)
    mission = text(_l("Mission"), required=False)
    mission_values = LinesField(_l("What the region wants to keep"))
    mission_keywords = LinesField(_l("Keywords"))
    recalibration = text(_l("How the agenda is brought up to date"), required=False)
    programme = text(_l("The programme that goes with it"), required=False)
    cooperation = text(_l("How the municipalities work together"), required=False)
    outside = text(_l("What is not in the agenda"), required=False)
    source = SourceField(_l("Source"))

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["edition"] = parse_fuzzy(given["edition"])
        given["until"] = fuzzy(given["until"])
        given["source"] = self.source.row
        return given


class PartForm(RowForm):
    title = line(_l("Title of the part"))
    number = order(_l("Number"))
    description = text(_l("What it is about"), required=False)
    approach = text(_l("How the work is done"), required=False)
    effects = LinesField(_l("What should come of it"))

    def values(self) -> dict[str, Any]:
        return without_empty_number(super().values(), "number")


class ThemeForm(WithOrganisations):
    title = line(_l("Title of the theme"))
    number = order(_l("Number"))
    framework = text(_l("Framework"), required=False)
    coherence = text(_l("How it hangs together with other things"), required=False)
    laws = LinesField(_l("Laws"))
    organisations = TicksField(_l("Organisations"))

    def values(self) -> dict[str, Any]:
        return without_empty_number(super().values(), "number")


class GoalForm(RowForm):
    text = text(_l("The goal"), rows=3, limit=1000)
    position = order(_l("Place in the list"))

    def values(self) -> dict[str, Any]:
        return without_empty_number(super().values(), "position")


class ActionForm(WithOrganisations):
    title = line(_l("Title of the action"), limit=300)
    position = order(_l("Place in the list"))
    status = SelectField(_l("Status"), default="")
    description = text(_l("What will be done"), required=False)
    components = LinesField(_l("What it consists of"))
    topics = LinesField(_l("What it is about"))
    based_on = LinesField(_l("Based on"))
    framework = text(_l("Framework"), required=False, rows=2)
    when = FuzzyField(_l("When"), description=_l("As printed, such as medio 2025 or 1 januari 2021."))
    partners = PartnersField(_l("Together with"))
    organisations = TicksField(_l("Organisations"))

    def __init__(self, *, obj: Any = None) -> None:
        super().__init__(obj=obj)
        self.status.choices = [("", _("none")), *((status.value, label) for status, label in STATUSES.items())]

    def values(self) -> dict[str, Any]:
        given = without_empty_number(super().values(), "position")
        given["when"] = fuzzy(given["when"])
        given["status"] = ActionStatus(given["status"]) if given["status"] else None
        given["partners"] = self.partners.partners
        return given


class EndForm(RowForm):
    """Why something comes off the agenda, and when."""

    on = DateField(_l("Off the agenda since"), validators=[InputRequired()], default=clock.today)
    why = text(_l("Why?"), rows=3, limit=1000, description=_l("Everybody can read this."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["reason"] = given.pop("why")
        return given
