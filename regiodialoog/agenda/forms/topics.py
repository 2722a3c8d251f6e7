"""Forms of the agenda's management rooms."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from regiodialoog.agenda.models import AgendaAction
from regiodialoog.core import clock
from regiodialoog.core.dates import FuzzyDate, parse_fuzzy
from regiodialoog.core.forms import Form, SmallNumberField, line, text
from regiodialoog.core.text import clean_line
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.forms import LinesField, RowForm, TicksField
from regiodialoog.organisations.models import Municipality, Organisation


def order(label: Any) -> SmallNumberField:
    """The place in the printed order. Empty: at the end."""
    return SmallNumberField(
        label,
        validators=[Optional(), NumberRange(1, 9999)],
        description=_l("The place in the list. Empty: at the end."),
    )


class FuzzyField(StringField):
    """A date in somebody's own words."""

    def __init__(self, label: Any, *, required: bool = False, **bound: Any) -> None:
        checks = [DataRequired() if required else Optional(), Length(max=100)]
        super().__init__(label, validators=checks, filters=[lambda value: clean_line(value or "")], **bound)

    def process_data(self, value: FuzzyDate | str | None) -> None:
        self.data = str(value or "")


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

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["edition"] = parse_fuzzy(given["edition"])
        given["until"] = _fuzzy(given["until"])
        return given


class PartForm(RowForm):
    title = line(_l("Title of the part"))
    number = order(_l("Number"))
    description = text(_l("What it is about"), required=False)
    approach = text(_l("How the work is done"), required=False)
    effects = LinesField(_l("What should come of it"))

    def values(self) -> dict[str, Any]:
        return _without_empty_number(super().values(), "number")


class ThemeForm(RowForm):
    title = line(_l("Title of the theme"))
    number = order(_l("Number"))
    framework = text(_l("Framework"), required=False)
    coherence = text(_l("How it hangs together with other things"), required=False)
    laws = LinesField(_l("Laws"))
    organisations = TicksField(_l("Organisations"))

    def __init__(self, *, obj: Any = None) -> None:
        super().__init__(obj=obj)
        self.organisations.choices = organisation_choices()

    def values(self) -> dict[str, Any]:
        return _with_organisations(_without_empty_number(super().values(), "number"))


class GoalForm(RowForm):
    text = text(_l("The goal"), rows=3, limit=1000)
    position = order(_l("Place in the list"))

    def values(self) -> dict[str, Any]:
        return _without_empty_number(super().values(), "position")


class ActionForm(RowForm):
    title = line(_l("Title of the action"), limit=300)
    position = order(_l("Place in the list"))
    description = text(_l("What will be done"), required=False)
    components = LinesField(_l("What it consists of"))
    topics = LinesField(_l("What it is about"))
    based_on = LinesField(_l("Based on"))
    framework = text(_l("Framework"), required=False, rows=2)
    when = FuzzyField(_l("When"), description=_l("As printed, such as medio 2025 or 1 januari 2021."))
    organisations = TicksField(_l("Organisations"))

    def __init__(self, *, obj: AgendaAction | None = None) -> None:
        super().__init__(obj=obj)
        self.organisations.choices = organisation_choices()

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["when"] = _fuzzy(given["when"])
        return _with_organisations(_without_empty_number(given, "position"))


class EndForm(RowForm):
    """Why something comes off the agenda, and when."""

    on = DateField(_l("Off the agenda since"), validators=[InputRequired()], default=clock.today)
    why = text(_l("Why?"), rows=3, limit=1000, description=_l("Everybody can read this."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["reason"] = given.pop("why")
        return given


class ParticipationForm(RowForm):
    """What one municipality does with one topic; the municipality is chosen only for a new row."""

    municipality_id = SelectField(_l("Municipality"), coerce=int)
    takes_part = RadioField(_l("Does it take part?"), validators=[DataRequired()])
    scope = line(
        _l("In what way?"), required=False, limit=300, description=_l("For instance: only the part about cycling.")
    )
    reason = text(
        _l("Why or why not?"), required=False, rows=3, limit=1000, description=_l("Needed when it does not take part.")
    )
    elsewhere_id = SelectField(_l("Does this elsewhere, with"), coerce=int, default=0)
    starts_on = DateField(_l("From"), validators=[Optional()], description=_l("Empty: not known."))

    def __init__(self, *, obj: Any = None) -> None:
        super().__init__(obj=obj)
        names = [(each[0], each[2]) for each in organisations.municipality_names()]
        if obj is not None:
            names = [(obj.municipality.id, obj.municipality.name)]
        self.municipality_id.choices = names
        self.takes_part.choices = [("yes", _("Yes, it takes part")), ("no", _("No, it does not take part"))]
        self.elsewhere_id.choices = [(0, _("nobody")), *organisation_choices()]
        if obj is not None and not self.is_submitted():
            self.takes_part.data = "yes" if obj.takes_part else "no"
            self.elsewhere_id.data = obj.elsewhere_id or 0

    def validate_reason(self, field: Field) -> None:
        if self.takes_part.data == "no" and not field.data:
            raise ValidationError(_("Write down why the municipality does not take part."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["takes_part"] = given["takes_part"] == "yes"
        given["municipality"] = organisations.by_ids(Municipality, [given.pop("municipality_id")])[0]
        elsewhere = organisations.by_ids(Organisation, [given.pop("elsewhere_id")])
        given["elsewhere"] = elsewhere[0] if elsewhere else None
        return given


class EndParticipationForm(EndForm):
    """The last day of a row, and why."""

    on = DateField(_l("Last day"), validators=[InputRequired()], default=clock.today)

    def validate_on(self, field: Field) -> None:
        if self.row.starts_on is not None and field.data and field.data < self.row.starts_on:
            raise ValidationError(_("The last day cannot come before the first day."))


class AgendaFilter(Form):
    """A GET form over the agenda: no token, no key."""

    class Meta:
        csrf = False

    q = line(_l("Search in the agenda"), required=False)
    gemeente = SelectField(_l("Municipality"), default="")

    def __init__(self, municipalities: Sequence[tuple[int, str, str]], **given: Any) -> None:
        super().__init__(**given)
        self.gemeente.choices = [("", _("All municipalities")), *((each[1], each[2]) for each in municipalities)]


def organisation_choices() -> list[tuple[int, str]]:
    return [(each[0], each[2]) for each in organisations.organisation_names()]


def _fuzzy(text: str) -> FuzzyDate | None:
    return parse_fuzzy(text) if text else None


def _without_empty_number(given: dict[str, Any], name: str) -> dict[str, Any]:
    """An empty number means: at the end for a new row, as it was for an existing one."""
    if given[name] is None:
        del given[name]
    return given


def _with_organisations(given: dict[str, Any]) -> dict[str, Any]:
    given["organisations"] = list(organisations.by_ids(Organisation, given["organisations"]))
    return given
