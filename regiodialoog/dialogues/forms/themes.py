"""Forms of a theme: its texts and rules, who takes part, its figures and sorts of proposals, and its end."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from regiodialoog.agenda import queries as agenda
from regiodialoog.agenda.forms.fields import DecimalText, order, without_empty_number
from regiodialoog.agenda.models import AgendaTheme
from regiodialoog.core import clock
from regiodialoog.core.forms import SmallNumberField, line, text
from regiodialoog.dialogues.labels import ORIGINS
from regiodialoog.dialogues.models import Theme, ThemeOrigin
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.forms import LinesField, RowForm, TicksField
from regiodialoog.organisations.models import Municipality

YOUNGEST = 16
LATER = _l("The page that everybody reads needs this. You can write it later.")


class ThemeForm(RowForm):
    """``municipalities`` is asked for a new theme only; afterwards they have a form of their own, with scopes.
    ``for_the_page``: what the public page needs, though it may be written later."""

    for_the_page = ("summary", "question", "goal")

    title = line(_l("Title of the theme"))
    number = order(_l("Number"))
    summary = text(
        _l("In short, for somebody who reads this for the first time"), required=False, rows=4, description=LATER
    )
    question = text(
        _l("The question to the group"), required=False, rows=3,
        description=_l(
            "The page that everybody reads needs this. You can write it later. Smaller questions and conditions come "
            "after this, under “The assignment of the councils”."
        ),
    )  # fmt: skip
    goal = text(_l("What should be reached"), required=False, rows=3, description=LATER)
    origin = SelectField(_l("Where the theme comes from"), validators=[InputRequired()])
    agenda_theme_id = SelectField(_l("Theme of the agenda that goes with it"), coerce=int, default=0)
    min_age = SmallNumberField(
        _l("From which age can people join?"), validators=[Optional(), NumberRange(0, 99)], default=YOUNGEST
    )
    municipalities = TicksField(_l("Municipalities that take part"))
    look_beforehand = BooleanField(_l("A moderator looks at each proposal before the group sees it"))
    look_reason = text(
        _l("Only if you ticked that: why does a moderator look first?"),
        required=False,
        rows=2,
        description=_l("Everybody reads this reason. Did you not tick it? Leave this empty."),
    )
    applicants_write = BooleanField(
        _l("Who signed up and has no place can hand in a proposal too"),
        description=_l("From the first day of signing up. A moderator always looks first at what they hand in."),
        default=True,
    )
    conclusions = LinesField(_l("Conclusions of the group"), limit=1000)

    def __init__(self, *, obj: Any = None, in_mandate: bool = False) -> None:
        """``in_mandate``: the councils have the question before them; there it is changed, and nowhere else."""
        super().__init__(obj=obj)
        self.origin.choices = [(each.value, label) for each, label in ORIGINS.items()]
        if in_mandate:
            del self.question
        if obj is None:
            del self.conclusions
            self.origin.choices.insert(0, ("", _("Choose one")))
        self.agenda_theme_id.choices = _agenda_themes(obj)
        if obj is not None:
            del self.municipalities
            if not self.is_submitted():
                self.origin.data, self.agenda_theme_id.data = obj.origin.value, obj.agenda_theme_id or 0
            return
        names = [(each[0], each[2]) for each in organisations.municipality_names()]
        self.municipalities.choices = names
        if not self.is_submitted():
            self.municipalities.data = [each[0] for each in names]

    def validate_look_reason(self, field: Field) -> None:
        if self.look_beforehand.data and not field.data:
            raise ValidationError(_("Write down why a moderator looks at proposals first. Everybody reads this."))
        if field.data and not self.look_beforehand.data:
            raise ValidationError(
                _("There is a reason for a look beforehand, but no look. Tick it, or take the reason away.")
            )

    def values(self) -> dict[str, Any]:
        given = without_empty_number(super().values(), "number")
        given["origin"] = ThemeOrigin(given["origin"])
        given["agenda_theme_id"] = given["agenda_theme_id"] or None
        if "municipalities" in given:
            given["municipalities"] = organisations.by_ids(Municipality, given["municipalities"])
        return given


def _agenda_themes(theme: Theme | None) -> dict[str, list[tuple[int, str]]]:
    """By part the themes of the agenda that counts now, and the one that was chosen before."""
    current = agenda.find_agenda()
    found: list[AgendaTheme] = list(agenda.themes(current.id)) if current is not None else []
    if theme is not None and theme.agenda_theme is not None and theme.agenda_theme not in found:
        found.append(theme.agenda_theme)
    by_part: dict[str, list[tuple[int, str]]] = {_("No theme of the agenda"): [(0, _("none"))]}
    for row in found:
        by_part.setdefault(row.part.title, []).append((row.id, row.title))
    return by_part


def municipalities_form(theme: Theme) -> "_Municipalities":
    """A form with a tick and a scope per municipality; ``scopes()`` of it says who takes part, by municipality."""
    there = {row.municipality_id: row for row in theme.municipalities}
    rows = {row.id: row for row in organisations.municipalities()} | {
        row.municipality_id: row.municipality for row in theme.municipalities
    }
    fields: dict[str, Any] = {"rows": rows}
    for key, municipality in rows.items():
        own = there.get(key)
        fields[f"takes_{key}"] = BooleanField(
            _l("%(name)s takes part", name=municipality.name), default=own is not None
        )
        fields[f"scope_{key}"] = line(
            _l("%(name)s: only for", name=municipality.name),
            required=False,
            limit=300,
            default=own.scope if own else "",
        )
    kind: type[_Municipalities] = type("MunicipalitiesForm", (_Municipalities,), fields)
    return kind(obj=theme)


class _Municipalities(RowForm):
    rows: dict[int, Municipality]

    def pairs(self) -> list[tuple[Field, Field]]:
        """The tick and the scope of each municipality, in people's order."""
        return [(self[f"takes_{key}"], self[f"scope_{key}"]) for key in self.rows]

    def scopes(self) -> dict[Municipality, str]:
        chosen = {key: row for key, row in self.rows.items() if self[f"takes_{key}"].data}
        return {row: self[f"scope_{key}"].data for key, row in chosen.items()}


class EndThemeForm(RowForm):
    """The day and the reason. The field is not named as the row's own reason, or it would begin with that."""

    on = DateField(_l("On which day?"), validators=[InputRequired()], default=clock.today)
    why = text(
        _l("Why?"), rows=4, limit=2000, description=_l("In plain words. Everybody reads this on the page of the theme.")
    )

    def validate_on(self, field: Field) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("Choose today or a day before."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {"on": given["on"], "reason": given["why"]}


class CategoryForm(RowForm):
    name = line(_l("Name of this sort of proposals"))
    explanation = text(_l("What belongs to it"), required=False, rows=3)


class FigureForm(RowForm):
    what = line(_l("What the figure is about"), limit=300)
    value = DecimalText(_l("The number"))
    unit = line(_l("Unit"), required=False, limit=100, description=_l("Such as procent, jaar or euro."))
    bound = line(_l("A word before the number"), required=False, limit=100, description=_l("Such as maximaal."))
    year = SmallNumberField(_l("In which year"), validators=[Optional(), NumberRange(1900, 2200)])
    compared_with = SmallNumberField(_l("Compared with which year"), validators=[Optional(), NumberRange(1900, 2200)])

    def validate_value(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Fill this in."))

    def values(self) -> dict[str, Any]:
        return super().values() | {"value": self.value.number}
