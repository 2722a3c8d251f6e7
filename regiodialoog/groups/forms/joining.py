"""What people fill in who want to join a group, are invited into one, or leave it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from regiodialoog.core.forms import Form, email, person_name, text
from regiodialoog.core.i18n import format_date
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.evenings import Evening
from regiodialoog.groups.forms.agreeing import AgreeingForm
from regiodialoog.groups.forms.may_join import NOWHERE, MayJoin, is_of_age, questions_of, yes_or_no
from regiodialoog.groups.forms.standing import LeavingForm
from regiodialoog.groups.forms.unhurried import UnhurriedForm
from regiodialoog.groups.models import Group, Registration
from regiodialoog.groups.queries import Question
from regiodialoog.organisations.models import Interest, Organisation

Choice = tuple[Any, str]
ALL_DAYS = "alle"


class EveningsField(SelectMultipleField):
    """The days somebody can come, to tick; ``days()`` gives them, also where all were ticked at once."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
    keys: Sequence[str] = ()

    def offer(self, evenings: Sequence[Evening]) -> None:
        self.keys = [one.key for one in evenings]
        each = [(one.key, f"{format_date(one.day)}: {one.title}") for one in evenings]
        self.choices = [(ALL_DAYS, _("I can come on all days")), *each] if len(each) > 1 else each

    def days(self) -> list[str]:
        given = self.data or ()
        return [key for key in self.keys if key in given or ALL_DAYS in given]


def number_or_none(value: Any) -> int | None:
    return int(value) if value not in (None, "", "None") else None


class SignUpForm(MayJoin, UnhurriedForm, AgreeingForm):
    """Signing up. Parts that do not apply are left out; ``answers()`` gives what was answered, by feature."""

    name = person_name(_l("Your name"), description=_l("As you want to be called here."))
    address = email(_l("E-mail address"), description=_l("We send you a link to this address."))
    municipality_id = SelectField(
        _l("In which municipality do you live or work?"), coerce=number_or_none, validators=[InputRequired()],
        description=_l("Only municipalities that take part in this theme."),
    )  # fmt: skip
    interest_id = RadioField(
        _l("For which interest do you want to sit at the table?"), coerce=int, validators=[InputRequired()]
    )
    organisation_id = SelectField(_l("On whose behalf?"), coerce=number_or_none)
    evenings = EveningsField(_l("On which days can you come?"), validators=[Optional()])
    old_enough = yes_or_no("", required=False)
    keep_informed = BooleanField(_l("Keep me informed of this theme"))
    questions: Sequence[Question] = ()

    def answers(self) -> dict[str, str]:
        given = {one.feature: self[f"answer_{n}"].data for n, one in enumerate(self.questions)}
        return {feature: value for feature, value in given.items() if value}

    def answer_fields(self) -> list[tuple[Question, Field]]:
        return [(one, self[f"answer_{n}"]) for n, one in enumerate(self.questions)]

    def facts(self) -> dict[str, Any]:
        """What ``actions.register`` takes."""
        return {
            "municipality_id": self.municipality_id.data,
            "interest_id": self.interest_id.data,
            "organisation_id": self.organisation_id.data if "organisation_id" in self else None,
            "answers": self.answers(),
            "evenings": self.evenings.days() if "evenings" in self else [],
            **self.who(),
            **self.agreed(),
        }

    def begin_with(self, given: Registration) -> None:
        """Show what somebody answered before."""
        self.municipality_id.data, self.interest_id.data = given.municipality_id, given.interest_id
        if "organisation_id" in self:
            self.organisation_id.data = given.organisation_id
        if "evenings" in self:
            self.evenings.data = list(given.evenings)
        for one, field in self.answer_fields():
            field.data = given.answers.get(one.feature, "")
        self.begin_with_address(given)


def sign_up_form(
    theme: Theme,
    group: Group,
    *,
    interests: Sequence[Interest],
    questions: Sequence[Question],
    evenings: Sequence[Evening],
    organisations: Sequence[Organisation],
    signed_in: bool,
    base: type[SignUpForm] = SignUpForm,
) -> SignUpForm:
    """The form of one theme, for this visitor: a question per feature, the days, and only what is not known yet."""
    asked = {f"answer_{n}": _question(one) for n, one in enumerate(questions)}
    fields: dict[str, Any] = {**asked, **questions_of(group)}
    form: SignUpForm = type("SignUpFormOfTheme", (base,), {**fields, "questions": questions})()
    places = sorted((row.municipality for row in theme.municipalities), key=lambda each: each.sort_key)
    form.municipality_id.choices = [("", _("Choose one")), *((each.id, each.name) for each in places)]
    if group.asks_place:
        form.municipality_id.choices.append((NOWHERE, _("None of these municipalities")))
    form.interest_id.choices = [(each.id, each.name) for each in interests]
    form.evenings.offer(evenings)
    form.organisation_id.choices = [("", _("For myself")), *((each.id, each.name) for each in organisations)]
    form.min_age = theme.min_age or 0
    form.old_enough.label.text = _("Are you %(age)s years of age or older?", age=theme.min_age)
    if any(is_of_age(one.feature, value, form.min_age) for one in questions for value in one.values):
        form.old_enough.description = _("Not needed if your age above says so.")
    _leave_out(form, theme, signed_in=signed_in)
    return form


def _question(one: Question) -> RadioField:
    nothing = ("", _("I would rather not say"))
    return RadioField(
        one.feature,
        choices=lambda: [*((value, value) for value in one.values), nothing],
        default="",
        description=" ".join(one.why),
    )


def _leave_out(form: SignUpForm, theme: Theme, *, signed_in: bool) -> None:
    if signed_in:
        del form.name, form.address, form.website, form.opened
    if not form.evenings.choices:
        del form.evenings
    if len(form.organisation_id.choices or ()) == 1:
        del form.organisation_id
    if not theme.min_age:
        del form.old_enough


class AnswerForm(Form):
    """The answer to an invitation. The municipality is asked only where the seat does not say it."""

    answer = RadioField(
        _l("Do you join?"),
        choices=lambda: [("yes", _("Yes, I join the group")), ("no", _("No, I do not join"))],
        validators=[InputRequired()],
    )
    name = person_name(_l("Your name"), description=_l("As you want to be called here."))
    municipality_id = SelectField(_l("In which municipality do you live or work?"), coerce=number_or_none)

    def __init__(self, *args: Any, municipalities: Sequence[Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality_id.choices = [("", _("I would rather not say, or another municipality")), *municipalities]


class LeaveForm(LeavingForm):
    reason = text(
        _l("Why do you leave the group?"),
        limit=500,
        rows=3,
        description=_l("The bureau can read this. A few words are enough."),
    )
