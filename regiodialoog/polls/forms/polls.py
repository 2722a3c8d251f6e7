"""Preparing a poll: what is asked, what can be chosen, by whom and when."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, RadioField, SelectField, TimeField
from wtforms.validators import InputRequired, ValidationError

from regiodialoog.core import clock
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.forms import Form, line, text
from regiodialoog.core.text import fold
from regiodialoog.core.uploads import UploadField
from regiodialoog.organisations.forms import LinesField, RowForm, TicksField
from regiodialoog.polls import labels
from regiodialoog.polls.actions import Offered
from regiodialoog.polls.models import MATTERS, MOST_PROXIES, Electorate, Poll
from regiodialoog.proposals.models import Proposal

LAST_YEAR = 2100
LONGEST_TITLE = 200
_PROXIES = range(1, MOST_PROXIES + 1)


class PollForm(RowForm):
    """What every poll has. ``proposals`` offers what the group discusses; of an existing poll also what it holds.

    A form of one way to choose adds the settings of its rule (``forms.settings``): their names are ``SETTINGS``.
    """

    KIND: ClassVar[str]
    SETTINGS: ClassVar[tuple[str, ...]] = ()
    offered: Mapping[int, Proposal]

    question = line(_l("What do you ask?"), limit=300, description=_l("For instance: Does this come into our advice?"))
    explanation = text(_l("Explanation"), required=False, rows=4, description=_l("What people should know to choose."))
    proposals = TicksField(_l("About which proposals?"))
    choices = LinesField(_l("Other things that can be chosen"), limit=LONGEST_TITLE)
    opens_on = DateField(_l("On which day does it open?"), validators=[InputRequired()])
    opens_time = TimeField(_l("At what time does it open?"), validators=[InputRequired()], default=time(9))
    closes_on = DateField(_l("On which day does it close?"), validators=[InputRequired()])
    closes_time = TimeField(_l("At what time does it close?"), validators=[InputRequired()], default=time(21))
    quorum = SelectField(
        _l("How many have to vote?"), default="1/2", description=_l("With fewer voters there is no decision.")
    )
    electorate = RadioField(_l("Who may vote?"), default=Electorate.GROUP.value)
    secret = BooleanField(
        _l("Vote in secret"),
        description=_l("Nobody sees who chose what. Two people each keep a key, and open the box together."),
    )
    proxies = SelectField(
        _l("How many votes may one person cast for others?"),
        coerce=int,
        default=0,
        description=_l(
            "For who cannot vote, and asks somebody else of the group to do it. Only in a poll of the group."
        ),
    )
    moves = BooleanField(
        _l("What is chosen comes into the advice of the group"),
        description=_l("Without this tick the poll tells what people think, and the proposals stay where they are."),
    )

    def __init__(self, choices: Sequence[Proposal], *, obj: Poll | None = None) -> None:
        super().__init__(obj=obj)
        kept = [each.proposal for each in obj.options if each.proposal is not None] if obj is not None else []
        self.offered = {each.id: each for each in (*kept, *choices)}
        self.proposals.choices = [(each.id, f"{each.number}. {each.title}") for each in self.offered.values()]
        self.quorum.choices = list(labels.SHARES.items())
        self.proxies.choices = [(0, _("none: everybody votes themselves")), *((n, str(n)) for n in _PROXIES)]
        self.electorate.choices = [(who.value, words) for who, words in labels.ELECTORATES.items()]
        if not self.is_submitted():
            self.fill_in(obj)

    def fill_in(self, poll: Poll | None) -> None:
        """What stands in it before anybody typed."""
        if poll is None:
            self.opens_on.data = clock.today() + timedelta(days=1)
            self.closes_on.data = clock.today() + timedelta(days=8)
            self.moves.data = bool(self.offered)
            return
        self.proposals.data = [each.proposal_id for each in poll.options if each.proposal_id is not None]
        self.choices.process_data([each.title for each in poll.options if each.proposal_id is None])
        self.electorate.data = poll.electorate.value
        opens, closes = poll.opens_at.astimezone(AMSTERDAM), poll.closes_at.astimezone(AMSTERDAM)
        self.opens_on.data, self.opens_time.data = opens.date(), opens.time()
        self.closes_on.data, self.closes_time.data = closes.date(), closes.time()
        self.proxies.data = poll.proxies
        self.quorum.data = poll.rule.get("quorum", "")
        for name in self.SETTINGS:
            if name in poll.rule:
                self[name].data = poll.rule[name]

    def settings(self) -> list[Field]:
        return [self[name] for name in self.SETTINGS]

    def validate_proposals(self, _field: Field) -> None:
        if self.offered:
            self._enough()

    def _enough(self) -> None:
        if not self.options():
            raise ValidationError(_("Choose at least one proposal, or write down what can be chosen."))
        if self.KIND not in MATTERS and len(self.options()) < 2:
            raise ValidationError(_("There is nothing to choose with a single option."))

    def validate_choices(self, field: Field) -> None:
        if not self.offered or "proposals" not in self:
            self._enough()
        twice = [title for title, count in Counter(map(fold, field.data or ())).items() if count > 1]
        if twice:
            raise ValidationError(_("This stands there twice: %(what)s", what=", ".join(twice)))

    def validate_moves(self, field: BooleanField) -> None:
        if field.data and any(each.proposal is None for each in self.options()):
            raise ValidationError(_("Only proposals can come into the advice: take this tick away."))
        if field.data and self.electorate.data != Electorate.GROUP:
            raise ValidationError(_("Only what the group itself chooses comes into its advice: take this tick away."))

    def validate_proxies(self, field: SelectField) -> None:
        if field.data and self.electorate.data != Electorate.GROUP:
            raise ValidationError(_("Only in a poll of the group can people vote for each other."))

    def validate_opens_on(self, field: DateField) -> None:
        _exists(field)
        moment = _moment(field.data, self.opens_time.data)
        if moment is not None and moment <= clock.now():
            raise ValidationError(_("Choose a moment that has still to come."))

    def validate_closes_on(self, field: DateField) -> None:
        _exists(field)
        opens = _moment(self.opens_on.data, self.opens_time.data)
        closes = _moment(field.data, self.closes_time.data)
        if opens is not None and closes is not None and closes <= opens:
            raise ValidationError(_("A poll cannot close before it opens."))

    def options(self) -> list[Offered]:
        """What can be chosen, proposals first."""
        chosen = set(self.proposals.data or ())
        ticked = [Offered(proposal) for key, proposal in self.offered.items() if key in chosen]
        return [*ticked, *(Offered(title=title) for title in self.choices.data or ())]

    def values(self) -> dict[str, Any]:
        return {
            "question": self.question.data,
            "explanation": self.explanation.data,
            "opens_at": _moment(self.opens_on.data, self.opens_time.data),
            "closes_at": _moment(self.closes_on.data, self.closes_time.data),
            "electorate": Electorate(self.electorate.data),
            "moves": self.moves.data,
            "proxies": self.proxies.data,
            "secret": self.secret.data if "secret" in self else False,
            "options": self.options(),
            "rule": self.rule(),
        }

    def rule(self) -> dict[str, Any]:
        """The rule as it stands in the poll file."""
        given = {name: self[name].data for name in self.SETTINGS if self[name].data is not None}
        return {"kind": self.KIND, **given} | ({"quorum": self.quorum.data} if self.quorum.data else {})


class RecountForm(Form):
    """The poll files, one for each question."""

    files = UploadField(_l("The files that you downloaded"), several=True)


class ApproveForm(RowForm):
    """The button below what one read: when that changed meanwhile, one reads it again."""


class ReasonForm(Form):
    """Why a poll does not go on or does not count."""

    reason = text(_l("Why?"), limit=1000, rows=4)


def _exists(field: DateField) -> None:
    if field.data and field.data.year > LAST_YEAR:
        raise ValidationError(_("Choose a date that exists."))


def _moment(day: date | None, at: time | None) -> datetime | None:
    """A time on the wall in the region."""
    return None if day is None or at is None else datetime.combine(day, at, tzinfo=AMSTERDAM)
