"""What moderators fill in about a straw poll, and what who sits at the table answers by phone."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField
from wtforms.validators import NumberRange, Optional, ValidationError

from regiodialoog.core.forms import Form, SmallNumberField, line, text
from regiodialoog.core.text import fold
from regiodialoog.meetings.labels import SCALES, WAYS, options_of
from regiodialoog.meetings.models import (
    LEAST_OPTIONS,
    LONGEST_OPTION,
    MOST_OPTIONS,
    StrawOption,
    StrawPoll,
    StrawScale,
    StrawWay,
)
from regiodialoog.organisations.forms import LinesField, RowForm

Group = tuple[int | None, str]
"""The id and the name of an interest, or None for everybody together."""
MOST = 10_000


class StrawPollForm(RowForm):
    """A question with a ready-made set of options, or with own words."""

    question = line(_l("What do you ask?"), limit=300, description=_l("For instance: Shall we go on with this idea?"))
    scale = RadioField(
        _l("What can people answer?"),
        choices=lambda: [(each.value, said) for each, said in SCALES.items()],
        default=StrawScale.AGREE.value,
    )
    own = LinesField(_l("Own words"), limit=LONGEST_OPTION)
    way = RadioField(
        _l("How do they answer?"),
        choices=lambda: [(each.value, said) for each, said in WAYS.items()],
        default=StrawWay.HANDS.value,
    )
    by_interest = BooleanField(_l("Count for each interest apart"))

    def __init__(self, *, obj: StrawPoll | None = None) -> None:
        super().__init__(obj=obj)
        if obj is not None and not self.is_submitted() and obj.scale is StrawScale.OWN:
            self.own.process_data([each.title for each in obj.options])

    def validate_own(self, field: Field) -> None:
        given: list[str] = field.data or []
        if self.scale.data != StrawScale.OWN:
            return
        if not LEAST_OPTIONS <= len(given) <= MOST_OPTIONS:
            raise ValidationError(_("Give two to eight options."))
        if len({fold(each) or each for each in given}) < len(given):
            raise ValidationError(_("Every option must be different."))

    def values(self) -> dict[str, Any]:
        scale = StrawScale(self.scale.data)
        return {
            "question": self.question.data,
            "scale": scale,
            "way": StrawWay(self.way.data),
            "by_interest": bool(self.by_interest.data),
            "options": self.own.data if scale is StrawScale.OWN else options_of(scale),
        }


class StepForm(Form):
    """A button for the next step; which one stands in the form, so that sent again it never does the one after."""

    step = HiddenField()

    def __init__(self, step: str) -> None:
        super().__init__(data={"step": step})


class StrawDropForm(Form):
    reason = text(_l("Why is it dropped?"), limit=500, rows=2, description=_l("Everybody can read this."))


class CountForm(Form):
    """A number for each option, and for each interest where that was asked; made by ``count_form``. What is left empty
    counts as nobody, as long as anything was filled in."""

    groups: Sequence[Group] = ()
    options: Sequence[StrawOption] = ()

    def rows(self) -> list[tuple[str, list[Field]]]:
        """The fields of each interest, under its name."""
        return [(name, [self[_name(each.id, group)] for each in self.options]) for group, name in self.groups]

    def validate(self, extra_validators: Any = None) -> bool:
        good: bool = super().validate(extra_validators)
        fields = [field for _group, row in self.rows() for field in row]
        if good and all(field.data is None for field in fields):
            fields[0].errors = [_("Fill in how many there were.")]
            return False
        return good

    def counts(self) -> dict[tuple[int, int | None], int]:
        wanted = [(each.id, group) for group, _said in self.groups for each in self.options]
        return {(option, group): self[_name(option, group)].data or 0 for option, group in wanted}


class _WithReason(CountForm):
    reason = text(
        _l("Why do the numbers change?"),
        limit=500,
        rows=2,
        description=_l("Everybody can read this. The numbers of before stay readable for the group."),
    )


def count_form(row: StrawPoll, groups: Sequence[Group]) -> CountForm:
    """For the first count, or for a correction with its reason, filled in with what was counted."""
    last = row.tally
    known = {(each.option_id, each.interest_id): each.count for each in last.counts} if last is not None else {}
    fields: dict[str, Any] = {
        _name(each.id, group): _number(each.title, known.get((each.id, group)))
        for group, _said in groups
        for each in row.options
    }
    kind = CountForm if last is None else _WithReason
    form: CountForm = type("CountFormOfPoll", (kind,), {**fields, "groups": groups, "options": row.options})()
    return form


def answer_form(options: Mapping[int, str], chosen: int | None) -> Form:
    """The one question on a phone; ``chosen`` is what was answered before."""
    field = RadioField("", choices=lambda: list(options.items()), coerce=int, default=chosen)
    form: Form = type("AnswerForm", (Form,), {"answer": field})()
    return form


def _name(option: int, group: int | None) -> str:
    return f"count_{option}_{group or 'all'}"


def _number(label: str, known: int | None) -> SmallNumberField:
    checks = [Optional(), NumberRange(min=0, max=MOST)]
    return SmallNumberField(label, validators=checks, default=known, render_kw={"inputmode": "numeric"})
