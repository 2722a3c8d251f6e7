"""What the bureau fills in about a question of the composition: what is asked, what follows, and how many of whom."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField
from wtforms.validators import InputRequired, NumberRange, Optional, StopValidation, ValidationError

from regiodialoog.core import clock
from regiodialoog.core.forms import Form, SmallNumberField, line, text
from regiodialoog.groups import labels
from regiodialoog.groups.asking import BadRules, Rules, read
from regiodialoog.groups.forms.composing import ordinary, refuse_special
from regiodialoog.groups.models import LONGEST_REASON, Source
from regiodialoog.groups.population import Known


class AskForm(Form):
    """``from_age``: how old somebody must be to join, 0 for no limit."""

    feature = line(_l("What is this about?"), limit=60, description=_l("For instance: Age"))
    source = RadioField(
        _l("What do we ask?"),
        choices=lambda: [(each.value, said) for each, said in labels.SOURCES.items()],
        default=Source.ANSWER.value,
        coerce=lambda value: str(getattr(value, "value", value)),
        validators=[InputRequired()],
    )
    lines = text(_l("Which answers are there?"), limit=6000, rows=7, description=_l("One on each line."))
    year = SmallNumberField(
        _l("In which year does somebody's age count?"),
        validators=[Optional(), NumberRange(2000, 2200)],
        description=_l("Only for a year of birth."),
    )
    justification = text(_l("Why do we ask this?"), limit=500, rows=3, description=_l("Whoever signs up reads this."))
    ordinary = ordinary()
    from_age = 0
    rules: Rules
    """What the lines say, once the form was found right."""

    def __init__(self, *, from_age: int, **start: Any) -> None:
        self.from_age = from_age
        super().__init__(**start)
        if not self.is_submitted() and self.year.data is None:
            self.year.data = clock.today().year

    @property
    def hints(self) -> dict[str, dict[str, str]]:
        """By field what its choices mean."""
        return {"source": {each.value: str(said) for each, said in labels.SOURCE_MEANS.items()}}

    def validate_feature(self, field: Field) -> None:
        refuse_special(field)

    def validate_lines(self, field: Field) -> None:
        source = Source(self.source.data) if self.source.data in set(Source) else Source.ANSWER
        year = (self.year.data or clock.today().year) if source is Source.BIRTH_YEAR else None
        try:
            self.rules = read(source, field.data or "", year=year, from_age=self.from_age)
        except BadRules as bad:
            raise StopValidation(" ".join(bad.faults)) from None
        refuse_special(field)


def shares_form(values: Sequence[str], *, found: Known | None = None, reasons: Mapping[str, str] | None = None) -> Any:
    """A share in whole per cent for each value; ``shares()`` gives them. ``found``: the figures to begin with; then why
    so many is asked as well, and begins with their source. ``reasons``: of the demands as they are, by value."""
    fields: dict[str, Any] = {"values_asked": tuple(values), "found": found}
    start: dict[str, Any] = {"basis": found.basis if found else ""}
    for n, value in enumerate(values):
        fields[f"share_{n}"] = _share(value)
        if found is None or not found.people:
            continue
        fields[f"reason_{n}"] = text(_("Why so many? %(value)s", value=value), limit=LONGEST_REASON, rows=2)
        start[f"share_{n}"] = found.shares.get(value)
        start[f"reason_{n}"] = found.reason(value) if value in found.people else (reasons or {}).get(value, "")
    return type("SharesOfValues", (_SharesForm,), fields)(data=start)


def _share(value: str) -> SmallNumberField:
    return SmallNumberField(value, validators=[Optional(), NumberRange(0, 100)], description=_l("Per cent"))


class _SharesForm(Form):
    """``basis``: which figures it began with."""

    values_asked: Sequence[str] = ()
    found: Known | None = None
    basis = HiddenField()

    def rows(self) -> list[tuple[Field, Field | None]]:
        """Of each value its share and, where it is asked, why."""
        return [(self[f"share_{n}"], self._fields.get(f"reason_{n}")) for n in range(len(self.values_asked))]

    def shares(self) -> dict[str, float | None]:
        """None where nothing was filled in."""
        told = [share.data for share, _reason in self.rows()]
        return {
            value: None if share is None else float(share) for value, share in zip(self.values_asked, told, strict=True)
        }

    def reasons(self) -> dict[str, str]:
        return {
            value: reason.data
            for value, (_share, reason) in zip(self.values_asked, self.rows(), strict=True)
            if reason is not None
        }

    def validate_basis(self, field: Field) -> None:
        now = self.found.basis if self.found else ""
        if field.data != now:
            field.data = now
            raise ValidationError(_("The figures were changed meanwhile. Look at them again, and then save."))
