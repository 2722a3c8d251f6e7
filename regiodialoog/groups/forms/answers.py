"""The fields by which whoever signs up answers the questions of the composition, and what follows from them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import Field, Form, RadioField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from regiodialoog.core import clock
from regiodialoog.core.i18n import content, phrase
from regiodialoog.core.text import clean_line
from regiodialoog.groups.asking import TYPED, Rules
from regiodialoog.groups.births import Born
from regiodialoog.groups.models import Registration, Source
from regiodialoog.groups.queries import Question

_RENDER = {
    Source.BIRTH_YEAR: {"inputmode": "numeric", "autocomplete": "bday-year"},
    Source.POSTCODE: {"autocomplete": "postal-code"},
}
_LABELS = {
    Source.BIRTH_YEAR: _l("In which year were you born?"),
    Source.POSTCODE: _l("What is your postcode?"),
}
OLD_ENOUGH, TOO_YOUNG = "-", "--"
"""Choices beside the ages: old enough without telling how old, and not old enough."""


def answer_field(one: Question, *, before: str = "") -> Field:
    """``before``: what somebody answered earlier, who keeps it by filling in nothing."""
    nothing = ("", phrase(_("Leave it at: %(answer)s"), answer=before) if before else _("I would rather not say"))
    rules = one.rules
    if rules is None or rules.source not in TYPED:
        options = one.values if rules is None else rules.options or rules.values
        return RadioField(
            content(one.feature),
            choices=lambda: [*((each, content(each)) for each in options), nothing],
            default="",
            description=_about(one, told=rules is not None and rules.source is Source.LIST),
        )
    return StringField(
        _LABELS[rules.source],
        filters=[lambda text: clean_line(text or "")],
        validators=[Length(max=12), _gives_a_value(rules)],
        description=Markup(" ").join([_about(one, told=True), *([_stays(before)] if before else [])]),
        render_kw=_RENDER[rules.source],
    )


def age_field(one: Question, age: int) -> Field:
    """The question after an age that also asks whether somebody is old enough, so that it is asked once."""
    beside = [
        (OLD_ENOUGH, _("%(age)s or older: I would rather not say how old", age=age)),
        (TOO_YOUNG, _("Younger than %(age)s", age=age)),
    ]
    return RadioField(
        content(one.feature),
        choices=lambda: [*((each, content(each)) for each in one.values), *beside],
        description=_about(one, told=False),
        validators=[InputRequired(_l("Choose what fits you."))],
    )


def _stays(before: str) -> Markup:
    return phrase(_("Fill in nothing to leave it at: %(answer)s."), answer=before)


def _about(one: Question, *, told: bool) -> Markup:
    """Why it is asked and, where something else is asked than is kept, what is kept."""
    values = "; ".join(one.values)
    if one.rules is not None and one.rules.source is Source.BIRTH_YEAR:
        kept = phrase(
            _("From this follows one of these answers: %(values)s. The year itself is not kept."), values=values
        )
    else:
        kept = phrase(_("From this follows, and only this is kept: %(values)s."), values=values)
    return Markup(" ").join([*map(content, one.why), kept] if told else map(content, one.why))


def _gives_a_value(rules: Rules) -> Callable[[Form, Field], None]:
    def check(_form: Form, field: Field) -> None:
        text = field.data or ""
        if not text or rules.value_of(text) is not None or too_young([(rules, text)]):
            return
        if rules.source is Source.POSTCODE:
            raise ValidationError(_("Write the four digits of the postcode, for instance: 3811"))
        if rules.age_of(text) is None:
            raise ValidationError(_("Write the year in four digits, for instance: 1957"))
        raise ValidationError(_("There is no group of ages for this year."))

    return check


def too_young(told: Sequence[tuple[Rules, str]]) -> bool:
    """Whether a year of birth says that somebody is younger than every group of ages."""
    ages = [(rules.age_of(text), rules.youngest) for rules, text in told if rules.source is Source.BIRTH_YEAR]
    return any(age is not None and age < youngest for age, youngest in ages)


def certain_age(told: Sequence[tuple[Rules, str]]) -> int:
    """How old somebody is at least today, by the year of birth that they told; 0 when they told none."""
    year = clock.today().year
    return max(
        (year - 1 - int(text) for rules, text in told if rules.source is Source.BIRTH_YEAR and rules.age_of(text)),
        default=0,
    )


def begin_with_told(form: Any, given: Registration) -> None:
    """Fill a form that has some of these fields with what somebody told before; what follows from a field that is typed
    in is not shown there."""
    if "evenings" in form:
        form.evenings.data = list(given.evenings)
    if "help_needed" in form:
        form.help_needed.begin_with(given.help_needed)
    for one, field in form.answer_fields():
        if one.rules is None:
            field.data = given.answers.get(one.feature, "")


def answers_of(fields: Sequence[tuple[Question, Field]], before: Mapping[str, str]) -> dict[str, str]:
    """By feature the value that was chosen or follows; one that was answered ``before`` and not now stays."""
    found: dict[str, str] = {}
    for one, field in fields:
        text = field.data or ""
        text = "" if text == OLD_ENOUGH else text
        follows = text if one.rules is None or not text else one.rules.value_of(text)
        value = follows or (before.get(one.feature, "") if one.rules is not None else "")
        if value:
            found[one.feature] = value
    return found


def born_by(fields: Sequence[tuple[Question, Field]]) -> dict[str, Born]:
    """What ``actions.register`` takes of a year of birth that was filled in."""
    key = current_app.config["SETTINGS"].signing_key
    for one, field in fields:
        if one.rules is not None and one.rules.source is Source.BIRTH_YEAR and one.rules.value_of(field.data or ""):
            return {"born": Born(int(field.data), key)}
    return {}
