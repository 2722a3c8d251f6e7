"""The settings of each way to choose, as one fills them in. Made for one poll by ``poll_form``."""

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from regiodialoog.core.forms import SmallNumberField
from regiodialoog.organisations.forms import LinesField
from regiodialoog.polls import labels
from regiodialoog.polls.actions import Offered
from regiodialoog.polls.forms.polls import LONGEST_TITLE, PollForm
from regiodialoog.polls.models import Electorate, Poll
from regiodialoog.polls.rule_words import COMPLETIONS
from regiodialoog.polls.ways import Way
from regiodialoog.proposals.models import Proposal

ANY = "none-against"
MOST = 1000
BASES = {
    "cast": _l("the votes for and against"),
    "roll": _l("everybody who may vote, also those who stay away or vote blank"),
}
SUPPORT = {
    "": _l("no such rule"),
    "interest": _l("per interest"),
    "municipality": _l("per municipality"),
}


def _number(label: Any, default: int, *, most: int = MOST, description: Any = "") -> SmallNumberField:
    checks = [InputRequired(), NumberRange(1, most)]
    return SmallNumberField(label, default=default, validators=checks, description=description)


class YesNoForm(PollForm):
    KIND = "yes-no"
    SETTINGS: ClassVar[tuple[str, ...]] = ("threshold", "base")

    threshold = RadioField(_l("How many have to be for?"), default="1/2")
    base = RadioField(_l("Of whom?"), default="cast")
    support_by = SelectField(
        _l("Does every group count?"),
        default="",
        description=_l("Then the whole may say yes, and it still does not pass when a group is against."),
    )
    support_need = SmallNumberField(
        _l("How many groups have to be for?"),
        validators=[Optional(), NumberRange(1, 50)],
        description=_l("Empty: no group may have more people against than for."),
    )

    def __init__(self, choices: Sequence[Proposal], *, obj: Poll | None = None) -> None:
        super().__init__(choices, obj=obj)
        self.threshold.choices = [(value, str(label).capitalize()) for value, label in labels.THRESHOLDS.items()]
        self.base.choices = list(BASES.items())
        self.support_by.choices = list(SUPPORT.items())

    def fill_in(self, poll: Poll | None) -> None:
        super().fill_in(poll)
        support = (poll.rule.get("support") if poll else None) or {}
        self.support_by.data = support.get("by", "")
        self.support_need.data = support["need"] if isinstance(support.get("need"), int) else None

    def validate_support_by(self, field: Field) -> None:
        if field.data == "interest" and self.electorate.data == Electorate.CODES:
            raise ValidationError(_("Of whoever votes with a code no interest is known."))

    def rule(self) -> dict[str, Any]:
        rule = super().rule()
        if self.support_by.data:
            rule["support"] = {"by": self.support_by.data, "need": self.support_need.data or ANY}
        return rule


class ConsentForm(PollForm):
    """By name: an objection is talked about with whoever has it."""

    KIND = "consent"

    def __init__(self, choices: Sequence[Proposal], *, obj: Poll | None = None) -> None:
        super().__init__(choices, obj=obj)
        del self.secret


class _Chosen(PollForm):
    """A rule that chooses some of the options."""

    SETTINGS: ClassVar[tuple[str, ...]] = ("seats",)

    seats = _number(_l("How many options are chosen?"), 1, most=100)

    def validate_seats(self, field: Field) -> None:
        if field.data and field.data >= max(len(self.options()), 2):
            raise ValidationError(_("There have to be more options than are chosen."))


class DotsForm(_Chosen):
    KIND = "dots"
    SETTINGS: ClassVar[tuple[str, ...]] = ("seats", "points", "per_option")

    points = _number(_l("How many dots does everybody get?"), 5)
    per_option = _number(_l("How many of them at most on one option?"), 3)

    def validate_per_option(self, field: Field) -> None:
        if field.data and self.points.data and field.data > self.points.data:
            raise ValidationError(_("Nobody has so many dots."))


class ApprovalForm(_Chosen):
    KIND = "approval"


class ScoreForm(_Chosen):
    KIND = "score"
    SETTINGS: ClassVar[tuple[str, ...]] = ("seats", "max")

    max = _number(_l("How many points at most for one option?"), 5, most=100)


class SchulzeForm(PollForm):
    KIND = "schulze"


class InstantRunOffForm(PollForm):
    KIND = "irv"


class PersonForm(PollForm):
    KIND = "run-off"


class TransferableForm(_Chosen):
    KIND = "stv"

    seats = _number(_l("How many places are there?"), 2, most=100)


class BudgetForm(PollForm):
    """``choices`` are lines of words and a sum of money; a proposal takes part when its cost is filled in
    (``poll_form`` adds a field for each)."""

    KIND = "equal-shares"
    SETTINGS: ClassVar[tuple[str, ...]] = ("budget", "completion")

    budget = SmallNumberField(
        _l("How many euros are there to divide?"), validators=[InputRequired(), NumberRange(1, 2_000_000_000)]
    )
    completion = RadioField(_l("What happens with money that is left?"), default="until-over-budget")
    choices = LinesField(_l("Other things that can be chosen, with what they cost"), limit=LONGEST_TITLE + 20)

    def __init__(self, choices: Sequence[Proposal], *, obj: Poll | None = None) -> None:
        super().__init__(choices, obj=obj)
        del self.proposals  # each has a field for its cost
        self.completion.choices = [(key, str(said).capitalize()) for key, said in COMPLETIONS.items()]
        self.choices.description = _("One on each line, with the euros behind it: “A bench in the park; 1500”.")
        for proposal, field in self.costs():
            field.label.text = f"{proposal.number}. {proposal.title}"

    def fill_in(self, poll: Poll | None) -> None:
        super().fill_in(poll)
        options = poll.options if poll else []
        known = {each.proposal_id: each.cost for each in options if each.proposal_id}
        self.choices.process_data([f"{each.title}; {each.cost}" for each in options if each.proposal_id is None])
        for proposal, field in self.costs():
            field.data = known.get(proposal.id)

    def costs(self) -> list[tuple[Proposal, SmallNumberField]]:
        return [(proposal, self[_cost(key)]) for key, proposal in self.offered.items() if _cost(key) in self]

    def options(self) -> list[Offered]:
        priced = [Offered(proposal, cost=field.data) for proposal, field in self.costs() if field.data]
        return [*priced, *(Offered(title=title, cost=cost) for title, cost in self._lines() if cost)]

    def _lines(self) -> list[tuple[str, int]]:
        """Words and euros of each line; 0 where it does not say how many."""
        found = []
        for each in self.choices.data or ():
            title, _mark, sum_ = each.rpartition(";")
            euros = sum_.strip().removeprefix("€").replace(".", "").strip()
            found.append((title.strip(), int(euros) if title.strip() and euros.isascii() and euros.isdigit() else 0))
        return found

    def validate_choices(self, field: Field) -> None:
        for n, (title, cost) in enumerate(self._lines(), 1):
            if not 0 < cost < 2**31 or len(title) > LONGEST_TITLE:
                raise ValidationError(
                    _("Line %(number)s: write what it is, a semicolon, and how many euros it costs.", number=n)
                )
        super().validate_choices(field)


FORMS: dict[str, type[PollForm]] = {
    form.KIND: form
    for form in (
        YesNoForm, ConsentForm, DotsForm, ApprovalForm, ScoreForm, SchulzeForm, InstantRunOffForm, PersonForm,
        TransferableForm, BudgetForm,
    )
}  # fmt: skip


def poll_form(way: Way, choices: Sequence[Proposal], *, obj: Poll | None = None) -> PollForm:
    """The form of a new poll or an existing one in this way to choose."""
    form = FORMS[way.kind]
    if form is BudgetForm:
        kept = [each.proposal_id for each in obj.options if each.proposal_id] if obj is not None else []
        checks = [Optional(), NumberRange(1, 2_000_000_000)]
        costs = {_cost(key): SmallNumberField(validators=checks) for key in (*kept, *(each.id for each in choices))}
        form = type("BudgetFormOfPoll", (BudgetForm,), costs)
    return form(choices, obj=obj)


def _cost(proposal_id: int) -> str:
    return f"cost_{proposal_id}"
