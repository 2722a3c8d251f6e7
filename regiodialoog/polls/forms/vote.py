"""A vote: one choice for every proposal of a poll. Made for one poll by ``vote_form``."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from regiodialoog.core.forms import SESSION_OVER, Form
from regiodialoog.polls.labels import CHOICES
from regiodialoog.polls.models import Choice, Poll, PollProposal


class VoteForm(Form):
    """``step``: "review" shows once more what was chosen, "confirm" stores it, "change" goes back to the choices."""

    rows: Sequence[PollProposal] = ()
    step = HiddenField(default="review")

    def reviewed(self) -> bool:
        """As ``sent``, for the step that stores nothing: no key is spent, so that a second tap shows the same page."""
        valid: bool = self.is_submitted() and self.validate()
        if "csrf_token" in self.errors:
            self.csrf_token.errors = [SESSION_OVER]
        return valid

    def questions(self) -> list[tuple[PollProposal, RadioField]]:
        return [(row, self[_name(row)]) for row in self.rows]

    def choices(self) -> dict[int, Choice]:
        """What was chosen, by the id of the row. Only of a valid form."""
        return {row.id: Choice(field.data) for row, field in self.questions()}


def vote_form(poll: Poll, before: Mapping[int, Choice]) -> VoteForm:
    """The form of one poll, beginning with an earlier vote if there is one."""
    made = type("VoteFormOfPoll", (VoteForm,), {"rows": poll.proposals} | {
        _name(row): RadioField(
            row.title,
            validators=[InputRequired(_l("Choose for, against or blank."))],
            default=before[row.id].value if row.id in before else None,
        )
        for row in poll.proposals
    })  # fmt: skip
    form: VoteForm = made()
    for _row, field in form.questions():
        field.choices = [(choice.value, label) for choice, label in CHOICES.items()]
    return form


def _name(row: PollProposal) -> str:
    return f"choice_{row.position}"
