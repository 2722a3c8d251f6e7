"""Preparing a poll: what is asked, about which proposals, when, and by which rule."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from regiodialoog.core import clock
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.forms import Form, SmallNumberField, line, text
from regiodialoog.organisations.forms import RowForm, TicksField
from regiodialoog.polls import labels
from regiodialoog.polls.models import Poll
from regiodialoog.proposals.models import Proposal

LAST_YEAR = 2100
ANY = "none-against"
BASES = {
    "cast": _l("the votes for and against"),
    "roll": _l("everybody who may vote, also those who stay away or vote blank"),
}
SUPPORT = {
    "": _l("no such rule"),
    "interest": _l("per interest"),
    "municipality": _l("per municipality"),
}


class PollForm(RowForm):
    """``proposals`` offers what the group discusses; of an existing poll also what it holds."""

    question = line(
        _l("What do you ask the group?"), limit=300, description=_l("For instance: Does this come into our advice?")
    )
    explanation = text(_l("Explanation"), required=False, rows=4, description=_l("What people should know to choose."))
    proposals = TicksField(
        _l("About which proposals?"), validators=[InputRequired(_l("Choose at least one proposal."))]
    )
    opens_on = DateField(_l("On which day does it open?"), validators=[InputRequired()])
    opens_time = TimeField(_l("At what time does it open?"), validators=[InputRequired()], default=time(9))
    closes_on = DateField(_l("On which day does it close?"), validators=[InputRequired()])
    closes_time = TimeField(_l("At what time does it close?"), validators=[InputRequired()], default=time(21))
    threshold = RadioField(_l("How many have to be for?"), default="1/2")
    base = RadioField(_l("Of whom?"), default="cast")
    quorum = SelectField(
        _l("How many have to vote?"), default="1/2", description=_l("With fewer voters there is no decision.")
    )
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
        super().__init__(obj=obj)
        kept = [row.proposal for row in obj.proposals] if obj is not None else []
        self.offered = {each.id: each for each in (*kept, *choices)}
        self.proposals.choices = [(each.id, f"{each.number}. {each.title}") for each in self.offered.values()]
        self.threshold.choices = [(value, str(label).capitalize()) for value, label in labels.THRESHOLDS.items()]
        self.base.choices = list(BASES.items())
        self.quorum.choices = list(labels.SHARES.items())
        self.support_by.choices = list(SUPPORT.items())
        if not self.is_submitted():
            self._fill_in(obj)

    def _fill_in(self, poll: Poll | None) -> None:
        if poll is None:
            self.opens_on.data = clock.today() + timedelta(days=1)
            self.closes_on.data = clock.today() + timedelta(days=8)
            return
        self.proposals.data = [row.proposal_id for row in poll.proposals]
        opens, closes = poll.opens_at.astimezone(AMSTERDAM), poll.closes_at.astimezone(AMSTERDAM)
        self.opens_on.data, self.opens_time.data = opens.date(), opens.time()
        self.closes_on.data, self.closes_time.data = closes.date(), closes.time()
        rule, support = poll.rule, poll.rule.get("support") or {}
        self.threshold.data, self.base.data = rule.get("threshold", "1/2"), rule.get("base", "cast")
        self.quorum.data, self.support_by.data = rule.get("quorum", ""), support.get("by", "")
        self.support_need.data = support["need"] if isinstance(support.get("need"), int) else None

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

    def values(self) -> dict[str, Any]:
        return {
            "question": self.question.data,
            "explanation": self.explanation.data,
            "opens_at": _moment(self.opens_on.data, self.opens_time.data),
            "closes_at": _moment(self.closes_on.data, self.closes_time.data),
            "proposals": [self.offered[key] for key in self.offered if key in set(self.proposals.data or ())],
            "rule": self.rule(),
        }

    def rule(self) -> dict[str, Any]:
        """The rule as it stands in the poll file."""
        rule: dict[str, Any] = {"kind": "yes-no", "threshold": self.threshold.data, "base": self.base.data}
        if self.quorum.data:
            rule["quorum"] = self.quorum.data
        if self.support_by.data:
            rule["support"] = {"by": self.support_by.data, "need": self.support_need.data or ANY}
        return rule


class ReasonForm(Form):
    """Why a poll does not go on or does not count."""

    reason = text(_l("Why?"), limit=1000, rows=4)


def _exists(field: DateField) -> None:
    if field.data and field.data.year > LAST_YEAR:
        raise ValidationError(_("Choose a date that exists."))


def _moment(day: date | None, at: time | None) -> datetime | None:
    """A time on the wall in the region."""
    return None if day is None or at is None else datetime.combine(day, at, tzinfo=AMSTERDAM)
