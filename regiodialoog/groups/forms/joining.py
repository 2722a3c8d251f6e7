"""What people fill in who want to join a group, are invited into one, or leave it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape
from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from regiodialoog.core.forms import email, person_name, text
from regiodialoog.core.i18n import content, content_choice, format_date
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.asking import Rules
from regiodialoog.groups.evenings import Evening
from regiodialoog.groups.forms.agreeing import AgreeingForm
from regiodialoog.groups.forms.answers import age_field, answer_field, answers_of, begin_with_told, born_by
from regiodialoog.groups.forms.helping import HelpField
from regiodialoog.groups.forms.may_join import NOWHERE, MayJoin, is_of_age, questions_of, yes_or_no
from regiodialoog.groups.forms.standing import LeavingForm
from regiodialoog.groups.forms.unhurried import UnhurriedForm
from regiodialoog.groups.models import Group, Registration, Source
from regiodialoog.groups.paid import to_tick
from regiodialoog.groups.queries import Question
from regiodialoog.groups.residents import from_where, of_residents, places_of
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
        alike = len(evenings) > 1 and len({one.hours for one in evenings}) == 1
        self.description = _("Always %(hours)s.", hours=evenings[0].hours) if alike else ""
        each = [
            (one.key, format_date(one.day) if alike else f"{format_date(one.day)}, {one.hours}: {one.title}")
            for one in evenings
        ]
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
        _l("In which municipality do you live or work?"), coerce=number_or_none,
        validators=[InputRequired(_l("Choose your municipality."))],
        description=_l("Only municipalities that take part in this theme."),
    )  # fmt: skip
    interest_id = RadioField(
        _l("For which interest do you want to sit at the table?"), coerce=int,
        validators=[InputRequired(_l("Choose one interest."))],
        description=_l("Choose what fits you best."),
    )  # fmt: skip
    organisation_id = SelectField(_l("On whose behalf?"), coerce=number_or_none)
    evenings = EveningsField(_l("On which days can you come?"), validators=[Optional()])
    help_needed = HelpField(
        _l("Do you need help?"),
        description=_l("Then we arrange it. Your chance stays the same. We wipe this with your answers."),
    )
    old_enough = yes_or_no("", required=False)
    keep_informed = BooleanField(_l("Keep me informed of this theme"))
    questions: Sequence[Question] = ()
    places: Mapping[int, Collection[int]] = {}
    """By interest the municipalities of which it has a place; an interest with one of the whole region is not here."""
    place_missed: int | None = None
    """The municipality for which the chosen interest has no place."""
    before: Mapping[str, str] = {}
    interest_hints: Mapping[int, str] = {}

    def __iter__(self) -> Iterator[Field]:
        """As the fields stand on the page, so that faults are told in that order."""
        last = [
            name
            for name in ("name", "address", "phone", "post_address", "unreachable", "keep_informed")
            if name in self
        ]
        begins = ("evenings", "help_needed", "municipality_id", "interest_id", "organisation_id")
        first = [name for name in begins if name in self]
        answers = [f"answer_{n}" for n in range(len(self.questions))]
        known = {*first, *answers, *last}
        between = [name for name in self._fields if name not in known]
        return (self[name] for name in [*first, *answers, *between, *last])

    def validate_interest_id(self, field: Field) -> None:
        """Nobody signs up for a place that the plan does not have."""
        there, place = self.places.get(field.data), self.municipality_id.data
        if there is None or not place or place in there:
            return
        self.place_missed = place
        choices: tuple[Any, Any] = self.interest_id.choices, self.municipality_id.choices
        interests, places = map(dict, choices)
        others = [name for key, name in interests.items() if place in self.places.get(key, (place,))]
        named = {"interest": interests[field.data], "place": places[place]}
        said = escape(_("There is no place in this group for %(interest)s from %(place)s.")) % named
        also = escape(_("There is for: %(interests)s.")) % {"interests": Markup(", ").join(others)}
        raise ValidationError(Markup(" ").join([said, also]) if others else said)

    def answers(self) -> dict[str, str]:
        return answers_of(self.answer_fields(), self.before)

    def answer_fields(self) -> list[tuple[Question, Field]]:
        return [(one, self[f"answer_{n}"]) for n, one in enumerate(self.questions)]

    def told(self) -> list[tuple[Rules, str]]:
        """What was filled in where something else is kept, with the rules by which that follows."""
        return [(one.rules, field.data or "") for one, field in self.answer_fields() if one.rules is not None]

    def facts(self) -> dict[str, Any]:
        """What ``actions.register`` takes."""
        return {
            "municipality_id": self.municipality_id.data,
            "interest_id": self.interest_id.data,
            "organisation_id": self.organisation_id.data if "organisation_id" in self else None,
            "answers": self.answers(),
            "evenings": self.evenings.days() if "evenings" in self else [],
            "help_needed": list(self.help_needed.data or ()) if "help_needed" in self else [],
            **self.who(),
            **born_by(self.answer_fields()),
            **self.agreed(),
        }

    def begin_with(self, given: Registration) -> None:
        """Show what somebody answered before."""
        self.municipality_id.data, self.interest_id.data = given.municipality_id, given.interest_id
        if "organisation_id" in self:
            self.organisation_id.data = given.organisation_id
        begin_with_told(self, given)
        self.begin_with_address(given)


def sign_up_form(
    theme: Theme,
    group: Group,
    *,
    interests: Sequence[Interest],
    places: Mapping[int, Collection[int]],
    questions: Sequence[Question],
    evenings: Sequence[Evening],
    organisations: Sequence[Organisation],
    signed_in: bool,
    before: Mapping[str, str] | None = None,
    base: type[SignUpForm] = SignUpForm,
) -> SignUpForm:
    """The form of one theme, for this visitor: a question per feature, the days, and only what is not known yet.
    ``before``: what they answered earlier, by feature."""
    kept, age = dict(before or {}), theme.min_age or 0
    once = next((one for one in questions if before is None and _asks_age_whole(one, age)), None)
    asked = {
        f"answer_{n}": age_field(one, age)
        if one is once
        else answer_field(one, before=kept.get(one.feature, "") if one.rules else "")
        for n, one in enumerate(questions)
    }
    fields: dict[str, Any] = {**asked, **questions_of(group)}
    form: SignUpForm = type(
        "SignUpFormOfTheme", (base,), {**fields, "questions": questions, "places": places, "before": kept}
    )()
    take_part = places_of(theme)
    form.municipality_id.choices = [("", _("Choose one")), *take_part.items()]
    if group.asks_place:
        form.municipality_id.choices.append((NOWHERE, _("None of these municipalities")))
    own = of_residents(interests)
    for_oneself = _("Choose this if you come for yourself.")
    said = {
        each.id: [for_oneself if each is own else "", from_where(places.get(each.id), take_part)] for each in interests
    }
    form.interest_hints = {key: " ".join(filter(None, parts)) for key, parts in said.items() if any(parts)}
    own_first = sorted(interests, key=lambda each: each is not own)
    form.interest_id.choices = [(each.id, content(each.name)) for each in own_first]
    form.evenings.offer(evenings)
    form.help_needed.choices = to_tick(group)
    on_behalf = (content_choice(each.id, each.name) for each in organisations)
    form.organisation_id.choices = [("", _("For myself")), *on_behalf]
    form.min_age = age
    form.old_enough.label.text = _("Are you %(age)s years of age or older?", age=theme.min_age)
    if any(_tells_age(one, form.min_age) for one in questions):
        form.old_enough.description = _("Not needed if your age above says so.")
    _leave_out(form, age=0 if once else age, signed_in=signed_in)
    return form


def _asks_age_whole(one: Question, age: int) -> bool:
    """Whether every answer to this says that somebody is old enough."""
    return bool(age) and one.rules is None and all(is_of_age(one.feature, value, age) for value in one.values)


def _tells_age(one: Question, age: int) -> bool:
    if one.rules is not None and one.rules.source is Source.BIRTH_YEAR:
        return True
    return any(is_of_age(one.feature, value, age) for value in one.values)


def _leave_out(form: SignUpForm, *, age: int, signed_in: bool) -> None:
    if signed_in:
        del form.name, form.address, form.website, form.opened
    for name in ("evenings", "help_needed"):
        if not form[name].choices:
            del form[name]
    if len(form.organisation_id.choices or ()) == 1:
        del form.organisation_id
    if not age:
        del form.old_enough


class LeaveForm(LeavingForm):
    """Nobody has to say why they leave."""

    reason = text(
        _l("Why do you leave the group?"),
        required=False,
        limit=500,
        rows=3,
        description=_l("The bureau can read this. A few words are enough."),
    )

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {**given, "reason": given["reason"] or str(_("They left themselves, and did not say why."))}
