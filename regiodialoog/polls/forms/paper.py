"""Votes on paper: who handed one in, and one paper as it is typed in."""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField
from wtforms.validators import InputRequired, ValidationError

from regiodialoog.core.forms import Form
from regiodialoog.organisations.forms import LinesField, TicksField
from regiodialoog.polls.forms.vote import VoteForm, vote_form
from regiodialoog.polls.models import Poll, PollRoll

STRIKE, BACK = "strike", "back"
Find = Callable[[str], PollRoll | None]


class StrikeForm(Form):
    """By name. ``lines``: who can be struck off or was."""

    people = TicksField(_l("Who handed in a vote on paper?"))

    def __init__(self, lines: Sequence[PollRoll], struck: set[int]) -> None:
        super().__init__()
        self.people.choices = [(line.id, line.person.display_name) for line in lines if line.person is not None]
        if not self.is_submitted():
            self.people.data = sorted(struck)


class StrikeCodesForm(Form):
    """By the codes of letters. ``found``: the lines of the roll that were meant, of a valid form; ``voted``: ids of
    those that voted otherwise."""

    codes = LinesField(_l("The codes on the letters that came back"), limit=40)
    mode = RadioField(_l("What do you do?"), default=STRIKE, validators=[InputRequired()])

    def __init__(self, find: Find, voted: set[int]) -> None:
        super().__init__()
        self._find, self._voted = find, voted
        self.found: list[PollRoll] = []
        self.mode.choices = [
            (STRIKE, _("strike off: they handed in a vote on paper")),
            (BACK, _("put back: they were struck off by mistake")),
        ]

    def validate_codes(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Write at least one code."))
        for n, code in enumerate(field.data, 1):
            line = self._find(code)
            if line is None:
                raise ValidationError(_("Line %(number)s: we do not know this code.", number=n))
            if line in self.found:
                raise ValidationError(_("Line %(number)s: this code stands there twice.", number=n))
            if line.id in self._voted and self.mode.data == STRIKE:
                raise ValidationError(_("Line %(number)s: somebody voted with this code already.", number=n))
            self.found.append(line)


def paper_form(poll: Poll) -> VoteForm:
    """One paper, empty."""
    form = vote_form(poll, {}, paper=True)
    form.step.data = "paper"
    return form
