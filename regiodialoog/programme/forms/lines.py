"""Forms of the lines of an opgave. Each knows the opgave, for choices among its own rows."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from regiodialoog.adoption.forms import PlanForm
from regiodialoog.agenda.forms.fields import DecimalText, order, organisation_choices, without_empty_number
from regiodialoog.core import clock
from regiodialoog.core.forms import SmallNumberField, line, text
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.forms import FuzzyField, LinesField, RowForm
from regiodialoog.organisations.models import Municipality, Organisation
from regiodialoog.programme import labels, queries
from regiodialoog.programme.forms.challenges import PERIOD, kept
from regiodialoog.programme.models import Bound, Challenge, GoalLevel, PartyRole


class LineForm(RowForm):
    """A form on a line; ``challenge`` is the opgave it stands in."""

    def __init__(self, challenge: Challenge, *, obj: Any = None) -> None:
        super().__init__(obj=obj)
        self.challenge = challenge
        self.choose(queries.sheet(challenge.id).running() if self.needs_sheet else None)
        for name in self.optional_ids:
            if not self.is_submitted():
                self[name].data = getattr(obj, name, None) or 0

    needs_sheet = False
    optional_ids: tuple[str, ...] = ()
    fuzzies: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    def choose(self, sheet: queries.Sheet | None) -> None:
        """Fill in the choices."""

    def values(self) -> dict[str, Any]:
        given = super().values()
        for name in self.optional_ids:
            given[name] = given[name] or None
        for name in self.fuzzies:
            given[name] = kept(getattr(self.row, name, None), given[name])
        given |= {name: self[name].number for name in self.numbers}
        return without_empty_number(given, "position") if "position" in given else given


def _bounds() -> list[tuple[str, Any]]:
    return [("", _("it is exactly this")), *((bound.value, label) for bound, label in labels.BOUNDS.items())]


class GoalForm(LineForm):
    text = text(_l("The goal"), required=False, rows=3, limit=1000)
    level = SelectField(_l("Whose goal is it?"), coerce=GoalLevel, default=GoalLevel.REGIONAL)
    indicator = line(_l("What is counted"), required=False, limit=300)
    target = DecimalText(_l("Target"))
    unit = line(_l("Unit"), required=False, limit=100, description=_l("Such as procent, jaar or euro."))
    year = SmallNumberField(_l("To be reached in"), validators=[Optional(), NumberRange(1900, 2199)])
    second_target = DecimalText(_l("The same target in another unit"))
    second_unit = line(_l("That other unit"), required=False, limit=100)
    current_value = DecimalText(_l("Reached now"))
    current_bound = SelectField(_l("That number is"), default="")
    current_unit = line(_l("Unit of what is reached"), required=False, limit=100)
    measured = FuzzyField(_l("Measured"), description=_l("As printed, such as 2025-03 or maart 2025."))
    position = order(_l("Place in the list"))
    fuzzies = ("measured",)
    numbers = ("target", "second_target", "current_value")

    def choose(self, _sheet: queries.Sheet | None) -> None:
        self.level.choices = [
            (GoalLevel.REGIONAL.value, _("of the region")),
            (GoalLevel.NATIONAL.value, _("of the whole country")),
        ]
        self.current_bound.choices = _bounds()

    def validate_text(self, field: Field) -> None:
        if not field.data and not self.indicator.data:
            raise ValidationError(_("Write the goal, or what is counted."))

    def validate_current_bound(self, field: Field) -> None:
        if field.data and not self.current_value.data:
            raise ValidationError(_("Fill in the number that is reached too."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {"current_bound": Bound(given["current_bound"]) if given["current_bound"] else None}


class ActivityForm(LineForm):
    title = line(_l("Title of the activity"), limit=300)
    description = text(_l("What will be done"), required=False)
    parent_id = SelectField(_l("Part of the activity"), coerce=int, default=0)
    subtrack_id = SelectField(_l("Subtrack"), coerce=int, default=0)
    topics = LinesField(_l("What it is about"))
    concerns = LinesField(_l("Concerns"), limit=1000)
    follow_up = text(_l("What comes next"), required=False, rows=2)
    position = order(_l("Place in the list"))
    needs_sheet = True
    optional_ids = ("parent_id", "subtrack_id")

    def choose(self, sheet: queries.Sheet | None) -> None:
        assert sheet is not None  # noqa: S101 - needs_sheet
        own = getattr(self.row, "id", None)
        has_parts = any(each.parent_id == own for each in sheet.activities) if own else False
        above = [each for each in sheet.activities if each.parent_id is None and each.id != own and not has_parts]
        self.parent_id.choices = [(0, _("none")), *((each.id, each.title) for each in above)]
        self.subtrack_id.choices = [(0, _("none")), *((each.id, each.title) for each in sheet.subtracks)]


class SubtrackForm(LineForm):
    title = line(_l("Title of the subtrack"))
    period_start = FuzzyField(_l("Runs from"), description=PERIOD)
    period_end = FuzzyField(_l("Runs until"), description=PERIOD)
    position = order(_l("Place in the list"))
    fuzzies = ("period_start", "period_end")


class LeadForm(LineForm):
    function = line(_l("Function"), required=False, limit=100, description=_l("Such as wethouder or burgemeester."))
    name = line(_l("Name"))
    note = line(_l("Remark"), required=False, limit=300, description=_l("For which part, or in whose place."))
    starts_on = DateField(_l("From"), validators=[Optional()], description=_l("Empty: not known."))


class ReplaceLeadForm(LineForm):
    """Somebody else leads from a day on."""

    function = line(_l("Function"), required=False, limit=100, description=_l("Such as wethouder or burgemeester."))
    name = line(_l("Name"))
    note = line(_l("Remark"), required=False, limit=300, description=_l("For which part, or in whose place."))
    on = DateField(_l("From"), validators=[InputRequired()], default=clock.today)
    why = text(_l("Why does somebody else lead now?"), rows=2, limit=1000, description=_l("Everybody can read this."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["reason"] = given.pop("why")
        return given


class ParticipationForm(LineForm):
    municipality_id = SelectField(_l("Municipality"), coerce=int)
    scope = line(
        _l("In what way?"), required=False, limit=300, description=_l("Such as: only youth care. Empty: in all.")
    )
    starts_on = DateField(_l("From"), validators=[Optional()], description=_l("Empty: not known."))
    needs_sheet = True

    def choose(self, sheet: queries.Sheet | None) -> None:
        assert sheet is not None  # noqa: S101 - needs_sheet
        taking = {row.municipality_id for row in sheet.participations}
        names = organisations.municipality_names()
        self.municipality_id.choices = [(each[0], each[2]) for each in names if each[0] not in taking]

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {"municipality": organisations.by_ids(Municipality, [given.pop("municipality_id")])[0]}


class PartyForm(LineForm):
    """A party: an organisation, a municipality or the region, in one list."""

    role = SelectField(_l("What is it to this challenge?"), coerce=PartyRole)
    party = SelectField(_l("Who?"))
    place = SelectField(_l("For all of it, or for a part?"), default="")
    note = text(_l("Remark"), required=False, rows=2, limit=1000)
    needs_sheet = True

    def choose(self, sheet: queries.Sheet | None) -> None:
        assert sheet is not None  # noqa: S101 - needs_sheet
        self.role.choices = [(role.value, label) for role, label in labels.ROLES.items()]
        region = organisations.find_region()
        municipalities = [(f"m{each[0]}", each[2]) for each in organisations.municipality_names()]
        others = [(f"o{key}", name) for key, name in organisation_choices(_kept(self.row))]
        self.party.choices = [("r", region.name if region else _("The region")), *municipalities, *others]
        parts = [(f"s{each.id}", each.title) for each in sheet.subtracks]
        parts += [(f"a{each.id}", each.title) for each in sheet.activities]
        self.place.choices = [("", _("all of it")), *parts]
        if self.row is not None and not self.is_submitted():
            row = self.row
            self.party.data = f"m{row.municipality_id}" if row.municipality_id else f"o{row.organisation_id}"
            self.party.data = "r" if row.is_region else self.party.data
            self.place.data = f"s{row.subtrack_id}" if row.subtrack_id else f"a{row.activity_id}"
            self.place.data = self.place.data if row.subtrack_id or row.activity_id else ""

    def values(self) -> dict[str, Any]:
        given = super().values()
        kind, key = given["party"][0], int(given["party"][1:] or 0)
        part, part_id = given["place"][:1], int(given["place"][1:] or 0)
        return {
            "role": given["role"],
            "note": given["note"],
            "is_region": kind == "r",
            "municipality": organisations.by_ids(Municipality, [key])[0] if kind == "m" else None,
            "organisation": organisations.by_ids(Organisation, [key])[0] if kind == "o" else None,
            "subtrack_id": part_id if part == "s" else None,
            "activity_id": part_id if part == "a" else None,
        }


def _kept(row: Any) -> list[Organisation]:
    return [row.organisation] if row is not None and row.organisation is not None else []


class FigureForm(LineForm):
    what = line(_l("What the figure is about"), limit=300)
    value = DecimalText(_l("The number"))
    bound = SelectField(_l("That number is"), default="")
    unit = line(_l("Unit"), required=False, limit=100, description=_l("Such as procent, jaar or euro."))
    about = line(_l("Heading"), required=False, limit=100, description=_l("When several figures belong together."))
    activity_id = SelectField(_l("Of one activity?"), coerce=int, default=0)
    position = order(_l("Place in the list"))
    needs_sheet = True
    optional_ids = ("activity_id",)
    numbers = ("value",)

    def choose(self, sheet: queries.Sheet | None) -> None:
        assert sheet is not None  # noqa: S101 - needs_sheet
        self.bound.choices = _bounds()
        names = [(each.id, each.title) for each in sheet.activities]
        self.activity_id.choices = [(0, _("no, of the challenge")), *names]

    def validate_value(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Fill in a number."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {"bound": Bound(given["bound"]) if given["bound"] else None}


class DocumentForm(LineForm):
    title = line(_l("Title of the document"), limit=300)
    when = FuzzyField(_l("Date"), description=_l("As printed, such as 2025-03 or maart 2025."))
    url = line(_l("Address of the document"), required=False, limit=500, description=_l("Begins with https://"))
    position = order(_l("Place in the list"))
    fuzzies = ("when",)

    def validate_url(self, field: Field) -> None:
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(_("An address of a document begins with https://"))


class ListForm(LineForm):
    title = line(_l("Heading"))
    items = LinesField(_l("The list"))
    goal_id = SelectField(_l("Of one goal?"), coerce=int, default=0)
    position = order(_l("Place in the list"))
    needs_sheet = True
    optional_ids = ("goal_id",)

    def choose(self, sheet: queries.Sheet | None) -> None:
        assert sheet is not None  # noqa: S101 - needs_sheet
        names = [(each.id, each.text or each.indicator) for each in sheet.goals]
        self.goal_id.choices = [(0, _("no, of the challenge")), *names]


class MomentForm(PlanForm):
    """A moment of an opgave, or of one activity of it."""

    activity_id = SelectField(_l("Of one activity?"), coerce=int, default=0)

    def __init__(self, challenge: Challenge) -> None:
        super().__init__()
        self.activities = {each.id: each for each in queries.sheet(challenge.id).running().activities}
        names = [(each.id, each.title) for each in self.activities.values()]
        self.activity_id.choices = [(0, _("no, of the challenge")), *names]
