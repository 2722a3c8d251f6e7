"""A vote: an answer to every question of a poll. Made for one poll by ``vote_form``."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from regiodialoog.core.forms import SESSION_OVER, Form, SmallNumberField, text
from regiodialoog.organisations.forms import TicksField
from regiodialoog.polls import labels
from regiodialoog.polls.actions import Vote
from regiodialoog.polls.forms.secret import receipt_fields
from regiodialoog.polls.models import Choice, Poll, PollOption, PollQuestion
from regiodialoog.polls.ways import BY_KIND, ONE_OF, POINTS, RANKS, TICKS

ARGUED = frozenset({Choice.CONCERN, Choice.OBJECTION})
LONGEST_ARGUMENT = 1000


class VoteForm(Form):
    """``step``: "review" shows once more what was chosen, "confirm" stores it, "change" goes back to the choices, and
    "move" puts an option a place higher or lower."""

    poll: Poll
    step = HiddenField(default="review")

    def reviewed(self) -> bool:
        """As ``sent``, for the step that stores nothing: no key is spent, so that a second tap shows the same page."""
        valid: bool = self.is_submitted() and self.validate()
        if "csrf_token" in self.errors:
            self.csrf_token.errors = [SESSION_OVER]
        return valid

    @property
    def ballot(self) -> str:
        return BY_KIND[self.poll.kind].ballot

    def votes(self) -> dict[int, Vote]:
        """What was chosen, by the id of the question. Only of a valid form."""
        return {question.id: self.vote(question) for question in self.poll.questions}

    def offer(self) -> None:
        """Set what can be chosen."""

    def vote(self, question: PollQuestion) -> Vote:
        raise NotImplementedError

    def fill_in(self, question: PollQuestion, vote: Vote) -> None:
        """Begin with an earlier vote."""
        raise NotImplementedError

    def chosen(self) -> list[Field]:
        """The fields that hold the vote, to be sent once more by the page that shows it."""
        own = {"csrf_token", "idempotency_key", "step"}
        return [field for field in self if field.name not in own]


class OneOfForm(VoteForm):
    """One of a few words about each question, with an argument where the rule asks for one."""

    def questions(self) -> list[tuple[PollQuestion, RadioField, TextAreaField | None]]:
        return [(question, self[_name(question)], self._fields.get(_why(question))) for question in self.poll.questions]

    def offer(self) -> None:
        for _question, field, _reason in self.questions():
            field.choices = [(word.value, labels.CHOICES[word]) for word in labels.WORDS[self.poll.kind]]

    def vote(self, question: PollQuestion) -> Vote:
        choice = self[_name(question)].data
        why = self[_why(question)].data if choice in ARGUED else ""
        return Vote(choice, why or "")

    def fill_in(self, question: PollQuestion, vote: Vote) -> None:
        self[_name(question)].data = vote.choice
        if _why(question) in self:
            self[_why(question)].data = vote.argument

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        for _question, field, why in self.questions():
            if why is not None and field.data == Choice.OBJECTION and not (why.data or "").strip():
                why.errors = [*why.errors, _("Say what harm it would do: without that the group cannot mend it.")]
                valid = False
        return bool(valid)


class TicksForm(VoteForm):
    ticks = TicksField(_l("What is good enough?"))

    def offer(self) -> None:
        self.ticks.choices = [(option.id, option.name) for option in self.poll.options]

    def vote(self, question: PollQuestion) -> Vote:
        chosen = set(self.ticks.data or ())
        return Vote([option.key for option in question.options if option.id in chosen])

    def fill_in(self, question: PollQuestion, vote: Vote) -> None:
        self.ticks.data = [option.id for option in question.options if option.key in vote.choice]


class PointsForm(VoteForm):
    def points(self) -> list[tuple[PollOption, SmallNumberField]]:
        return [(option, self[_of(option)]) for option in self.poll.options]

    def vote(self, question: PollQuestion) -> Vote:
        given = {option.key: self[_of(option)].data for option in question.options}
        return Vote({key: points for key, points in given.items() if points})

    def fill_in(self, question: PollQuestion, vote: Vote) -> None:
        for option in question.options:
            self[_of(option)].data = vote.choice.get(option.key)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        most = self.poll.rule.get("points")
        used = sum(field.data or 0 for _option, field in self.points())
        if most is not None and used > most:
            self.form_errors.append(_("You used %(used)s dots, and you have %(most)s.", used=used, most=most))
            valid = False
        return bool(valid)


class RanksForm(VoteForm):
    """A place for each option, or none; options with one place stand beside each other. ``move``: "<option>:up"."""

    move = StringField(validators=[Length(max=20)])

    def ranks(self) -> list[tuple[PollOption, SelectField]]:
        """In the order of their places, those without one last."""
        last = len(self.poll.options) + 1
        rows = [(option, self[_of(option)]) for option in self.poll.options]
        return sorted(rows, key=lambda row: (int(row[1].data or last), row[0].position))

    def offer(self) -> None:
        places = [("", _("no place")), *((str(n), str(n)) for n in range(1, len(self.poll.options) + 1))]
        for _option, field in self.ranks():
            field.choices = places

    def vote(self, question: PollQuestion) -> Vote:
        places: dict[int, list[str]] = {}
        for option in question.options:
            if self[_of(option)].data:
                places.setdefault(int(self[_of(option)].data), []).append(option.key)
        return Vote([places[place] for place in sorted(places)])

    def fill_in(self, question: PollQuestion, vote: Vote) -> None:
        places = {key: n for n, keys in enumerate(vote.choice, 1) for key in keys}
        for option in question.options:
            self[_of(option)].data = str(places.get(option.key, ""))

    def moved(self) -> int | None:
        """Carry out a press on "higher" or "lower": every option that has a place gets one of its own. The number of
        the option that went, or None."""
        number, _mark, way = (self.move.data or "").partition(":")
        rows = [option for option, field in self.ranks() if field.data]
        known = {str(option.id): option for option in self.poll.options}
        option = known.get(number)
        if option is None or way not in ("up", "down"):
            return None
        if option not in rows:
            rows.append(option)
        else:
            at = rows.index(option)
            rows.insert(max(at + (-1 if way == "up" else 1), 0), rows.pop(at))
        for n, each in enumerate(rows, 1):
            self[_of(each)].data = str(n)
        return option.id

    def chosen(self) -> list[Field]:
        return [field for field in super().chosen() if field.name != "move"]


def vote_form(poll: Poll, before: Mapping[int, Vote], *, paper: bool = False) -> VoteForm:
    """The form of one poll, beginning with an earlier vote if there is one. ``paper``: of somebody else's paper, so
    without a receipt."""
    asked = tuple((question.position, option.position, option.name) for question in poll.questions
                  for option in question.options)  # fmt: skip
    made = _form_class(poll.kind, asked, _most(poll), poll.secret and not paper)
    form = made()
    form.poll = poll
    form.offer()
    for question in poll.questions:
        if not form.is_submitted() and question.id in before:
            form.fill_in(question, before[question.id])
    return form


Asked = tuple[tuple[int, int, str], ...]
"""Of each option the place of its question, its own, and its name."""


@lru_cache(maxsize=256)
def _form_class(kind: str, asked: Asked, most: int, with_receipt: bool) -> type[VoteForm]:
    """Made once for all who vote: a class of WTForms costs more than the forms that are made of it."""
    base, fields = _FORMS[BY_KIND[kind].ballot]
    receipt = receipt_fields() if with_receipt else {}
    return type("VoteFormOfPoll", (base,), fields(kind, asked, most) | receipt)


def _most(poll: Poll) -> int:
    """How many points one option can get; 0 where none are given."""
    rule = poll.rule
    return int(rule.get("per_option") or rule.get("points") or rule.get("max") or 0)


def _one_of(kind: str, asked: Asked, _most: int) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for question, _option, name in asked:
        fields[f"choice_{question}"] = RadioField(name, validators=[InputRequired(_l("Choose one of these."))])
        if kind == "consent":
            label = _l("What is your objection or your concern?")
            fields[f"why_{question}"] = text(label, required=False, limit=LONGEST_ARGUMENT, rows=3)
    return fields


def _points(_kind: str, asked: Asked, most: int) -> dict[str, Field]:
    checks = [Optional(), NumberRange(0, most)]
    return {f"option_{option}": SmallNumberField(name, validators=checks) for _question, option, name in asked}


def _ranks(_kind: str, asked: Asked, _most: int) -> dict[str, Field]:
    return {f"option_{option}": SelectField(name, default="") for _question, option, name in asked}


def _nothing(_kind: str, _asked: Asked, _most: int) -> dict[str, Field]:
    return {}


_FORMS: dict[str, tuple[type[VoteForm], Callable[[str, Asked, int], dict[str, Field]]]] = {
    ONE_OF: (OneOfForm, _one_of),
    TICKS: (TicksForm, _nothing),
    POINTS: (PointsForm, _points),
    RANKS: (RanksForm, _ranks),
}


def _name(question: PollQuestion) -> str:
    return f"choice_{question.position}"


def _why(question: PollQuestion) -> str:
    return f"why_{question.position}"


def _of(option: PollOption) -> str:
    return f"option_{option.position}"
