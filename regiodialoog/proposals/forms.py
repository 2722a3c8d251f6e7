"""Forms of proposals: short ones, one thing asked at a time."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, NumberRange, Optional

from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import FilterField, Form, SmallNumberField, line, text
from regiodialoog.dialogues.queries import ThemeName
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.forms import RowForm
from regiodialoog.organisations.models import Organisation
from regiodialoog.proposals import labels, queries
from regiodialoog.proposals.models import Ground, Proposal, ProposalState, SecondOpinion

SUMMARY, WHY, REASON = 1000, 4000, 2000
LISTED = [state for state in ProposalState if state not in (ProposalState.SUBMITTED, ProposalState.QUESTION)]


class Behalf(SelectField):
    """On whose behalf: oneself, or an organisation that one represents. The data is an id, 0 for oneself."""

    def __init__(self, **bound: Any) -> None:
        super().__init__(_l("On whose behalf?"), coerce=int, default=0, **bound)

    def offer(self, represented: Sequence[int], chosen: int | None = None) -> None:
        rows = organisations.by_ids(Organisation, {*represented, *([chosen] if chosen else [])})
        self.choices = [(0, _("Of myself")), *((row.id, row.name) for row in rows)]
        if chosen and not self.raw_data:
            self.data = chosen


class DraftForm(RowForm):
    """What is kept while somebody writes: nothing has to be complete yet."""

    title = line(
        _l("What do you call your proposal?"), required=False, limit=120, description=_l("One line that says it all.")
    )
    summary = text(
        _l("What is the idea?"), required=False, limit=SUMMARY, rows=4, description=_l("Two or three sentences.")
    )
    text = text(
        _l("Why is it needed?"), required=False, limit=WHY, rows=6,
        description=_l("You may also tell this later. Who does it help, and what happens if nothing changes? Write no"
                       " names of other people."),
    )  # fmt: skip
    organisation_id = Behalf()

    def __init__(self, *, obj: Any = None, represented: Sequence[int] = ()) -> None:
        super().__init__(obj=obj)
        if represented:
            self.organisation_id.offer(represented, obj.organisation_id)
        else:
            del self.organisation_id

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["organisation_id"] = given.get("organisation_id") or None
        return given

    def renew(self) -> None:
        """After keeping: what the next keeping must carry."""
        self.idempotency_key.data = secrets.token_urlsafe(18)
        self.version.data = str(self.row.version)


class ProposalForm(RowForm):
    """The texts of a proposal that was handed in."""

    title = line(_l("What do you call your proposal?"), limit=120)
    summary = text(_l("What is the idea?"), limit=SUMMARY, rows=4)
    text = text(
        _l("Why is it needed?"), required=False, limit=WHY, rows=6,
        description=_l("Who does it help, and what happens if nothing changes? Write no names of other people."),
    )  # fmt: skip


class WithdrawForm(Form):
    reason = text(
        _l("Why do you withdraw it?"), required=False, limit=REASON, rows=3,
        description=_l("Everybody can read this. You do not have to say it."),
    )  # fmt: skip


class AnswerForm(Form):
    answer = text(
        _l("Your answer"), limit=REASON, rows=5, description=_l("Everybody who reads the proposal reads this.")
    )


class SecondOpinionForm(Form):
    why = text(
        _l("Why should somebody look again?"), required=False, limit=REASON, rows=4,
        description=_l("The other moderator reads this."),
    )  # fmt: skip


class ArgumentForm(Form):
    """An argument or a reply."""

    text = text(_l("Your argument"), limit=REASON, rows=4, description=_l("Write no names of other people."))
    organisation_id = Behalf()

    def __init__(self, represented: Sequence[int] = (), *, label: Any = "") -> None:
        super().__init__()
        if label:
            self.text.label.text = label
        if represented:
            self.organisation_id.offer(represented)
        else:
            del self.organisation_id

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["organisation_id"] = given.get("organisation_id") or None
        return given


class ReportForm(Form):
    reason = text(_l("What is wrong with it?"), limit=REASON, rows=3, description=_l("A moderator reads this."))


class ReasonForm(Form):
    reason = text(_l("Why?"), limit=REASON, rows=3, description=_l("Everybody can read this."))


class CurationForm(RowForm):
    """Admit, ask something, or refuse on a closed ground."""

    decision = RadioField(_l("What do you decide?"), validators=[DataRequired(_l("Choose one of the answers."))])
    question = text(_l("Your question to the author"), required=False, limit=REASON, rows=3)
    ground = RadioField(
        _l("On which ground?"), validators=[Optional()], description=_l("Never because of the opinion in it.")
    )
    duplicate_number = SmallNumberField(_l("Number of the other proposal"), validators=[Optional(), NumberRange(min=1)])
    reason = text(
        _l("Why?"), required=False, limit=REASON, rows=3,
        description=_l("Everybody can read this. Write it in plain words, and without the text that is not allowed."),
    )  # fmt: skip
    duplicate: Proposal | None = None

    def __init__(self, *, obj: Proposal, asked: bool) -> None:
        super().__init__(obj=obj)
        admitted = obj.state is ProposalState.ADMITTED
        self.decision.choices = [
            (
                "admit",
                _("It is in order: the group goes on with it") if admitted else _("Admit: the group discusses it"),
            ),
            *([] if asked else [("ask", _("Ask the author a question"))]),
            ("refuse", _("Do not admit")),
        ]
        self.ground.choices = [(ground.value, label) for ground, label in labels.GROUNDS.items()]

    def validate(self, extra_validators: Any = None) -> bool:
        """What else must be filled in follows from the decision, so that an optional field may still be missed."""
        valid: bool = super().validate(extra_validators)
        faults = [
            (self.question, _("Write your question."), self.decision.data == "ask" and not self.question.data),
            (self.ground, _("Choose the ground."), self._refuses and not self.ground.data),
            (self.reason, _("Write down why."), self._refuses and not self.reason.data),
            (self.duplicate_number, self._wrong_duplicate(), bool(self._wrong_duplicate())),
        ]
        for field, message, missed in faults:
            if missed and not field.errors:
                field.errors = [message]
                valid = False
        return valid

    @property
    def _refuses(self) -> bool:
        return bool(self.decision.data == "refuse")

    def _wrong_duplicate(self) -> str:
        """What is wrong with the number of the other proposal; finds that proposal."""
        if not self._refuses or self.ground.data != Ground.DUPLICATE:
            return ""
        try:
            self.duplicate = queries.proposal(self.duplicate_number.data or 0)
        except NotFound:
            return str(_("There is no proposal with this number."))
        if self.duplicate.id == self.row.id or not self.duplicate.is_open:
            return str(_("Choose another proposal, one that everybody can read."))
        return ""


class JudgeForm(Form):
    """A second opinion."""

    opinion = RadioField(_l("What do you think?"), validators=[DataRequired(_l("Choose one of the answers."))])
    reason = text(_l("Why?"), limit=REASON, rows=4, description=_l("Everybody can read this."))

    def __init__(self) -> None:
        super().__init__()
        self.opinion.choices = [(one.value, label) for one, label in labels.SECOND_OPINIONS.items()]

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["opinion"] = SecondOpinion(given["opinion"])
        return given


class ProposalFilter(Form):
    """A GET form over the list: no token, no key."""

    class Meta:
        csrf = False

    q = line(_l("Search in the proposals"), required=False)
    thema = FilterField(_l("Theme"), default="")
    stand = FilterField(_l("How far is it?"), default="")

    def __init__(self, themes: Sequence[ThemeName] | None, **given: Any) -> None:
        super().__init__(**given)
        if themes is None:
            del self.thema
        else:
            self.thema.choices = [("", _("All themes")), *((theme.slug, theme.title) for theme in themes)]
        self.stand.choices = [("", _("Everything")), *((state.value, str(labels.STATES[state])) for state in LISTED)]
