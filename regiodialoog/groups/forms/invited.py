"""What somebody answers who was invited, or asked to stand in: yes or no, and with yes whether they may join."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField
from wtforms.validators import InputRequired, ValidationError

from regiodialoog.core.forms import Form, person_name
from regiodialoog.groups.forms.joining import number_or_none
from regiodialoog.groups.forms.may_join import NO, NOWHERE, YES, office_asked, yes_or_no
from regiodialoog.groups.models import Condition

Choice = tuple[Any, str]
JOINS = "yes"
NAMES = {Condition.AGE: "old_enough", Condition.PLACE: "of_place", Condition.OFFICE: "office"}


class ConditionsAsked(Form):
    """``held``: the conditions that matter for them, each asked once, and needed only of who says yes."""

    held: Sequence[Condition] = ()
    answer: RadioField

    @property
    def joins(self) -> bool:
        return bool(self.answer.data == JOINS)

    def asked(self) -> list[Field]:
        return [self[NAMES[each]] for each in self.held if NAMES[each] in self]

    def met(self) -> dict[Condition, bool]:
        return {each: self._meets(each) for each in self.held}

    def turned_away(self) -> Condition | None:
        """The first condition that is not met by who says yes."""
        return next((each for each, met in self.met().items() if not met), None) if self.joins else None

    def _meets(self, condition: Condition) -> bool:
        return bool(self[NAMES[condition]].data == (NO if condition is Condition.OFFICE else YES))


class AnswerForm(ConditionsAsked):
    """The answer to an invitation. The municipality is asked only where the seat does not say it; where everybody has
    to live or work in one that takes part, the choice says that as well."""

    answer = RadioField(
        _l("Do you join?"),
        choices=lambda: [(JOINS, _("Yes, I join the group")), ("no", _("No, I do not join"))],
        validators=[InputRequired()],
    )
    name = person_name(_l("Your name"), description=_l("As you want to be called here."))
    municipality_id = SelectField(_l("In which municipality do you live or work?"), coerce=number_or_none)

    def validate_municipality_id(self, field: Field) -> None:
        if self.joins and Condition.PLACE in self.held and field.data is None:
            raise ValidationError(_("Choose a municipality, or: none of these municipalities."))

    def _meets(self, condition: Condition) -> bool:
        if condition is Condition.PLACE and "municipality_id" in self:
            return self.municipality_id.data not in (None, NOWHERE)
        return super()._meets(condition)


class DeputyAnswerForm(ConditionsAsked):
    answer = RadioField(
        _l("Do you want to stand in?"),
        choices=lambda: [(JOINS, _("Yes, I will be the deputy")), ("no", _("No, I will not"))],
        validators=[InputRequired()],
    )
    name = person_name(_l("Your name"), description=_l("As you want to be called here."))


def answer_form(
    held: Sequence[Condition],
    *,
    name: str,
    min_age: int,
    take_part: Sequence[Choice],
    municipalities: Sequence[Choice],
    asks_municipality: bool,
) -> AnswerForm:
    """``take_part``: the municipalities of the theme; ``municipalities``: all of the region."""
    by_choice = asks_municipality and Condition.PLACE in held
    asked = [each for each in held if not (by_choice and each is Condition.PLACE)]
    form: AnswerForm = _asking(AnswerForm, held, asked, min_age, take_part)(name=name)
    if not asks_municipality:
        del form.municipality_id
    elif by_choice:
        none_of_these = (NOWHERE, _("None of these municipalities"))
        form.municipality_id.choices = [("", _("Choose one")), *take_part, none_of_these]
    else:
        form.municipality_id.choices = [("", _("I would rather not say, or another municipality")), *municipalities]
    return form


def deputy_answer_form(held: Sequence[Condition], *, name: str, min_age: int) -> DeputyAnswerForm:
    form: DeputyAnswerForm = _asking(DeputyAnswerForm, held, held, min_age, ())(name=name)
    return form


def _asking(
    base: type[ConditionsAsked],
    held: Sequence[Condition],
    asked: Sequence[Condition],
    min_age: int,
    take_part: Sequence[Choice],
) -> Any:
    made = {
        Condition.AGE: lambda: yes_or_no(_("Are you %(age)s years of age or older?", age=min_age), checks=[_needed]),
        Condition.PLACE: lambda: yes_or_no(
            _("Do you live or work in a municipality that takes part?"),
            description=_("These take part: %(names)s.", names=", ".join(str(name) for _key, name in take_part)),
            checks=[_needed],
        ),
        Condition.OFFICE: lambda: office_asked(checks=[_needed]),
    }
    return type(base.__name__, (base,), {"held": tuple(held), **{NAMES[each]: made[each]() for each in asked}})


def _needed(form: Any, field: Field) -> None:
    if form.joins and field.data not in (YES, NO):
        raise ValidationError(_("Choose yes or no."))
