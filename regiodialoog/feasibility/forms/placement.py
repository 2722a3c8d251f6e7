"""Forms of placement: the rule, offering, what a college advises, what a council answers, and corrections of both."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from regiodialoog.accounts.forms import number_or_none
from regiodialoog.adoption.forms import WithDocument, document_fields
from regiodialoog.agenda.models import AgendaTheme
from regiodialoog.core import clock
from regiodialoog.core.forms import FilterField, Form, SmallNumberField, text
from regiodialoog.core.workdays import is_working_day
from regiodialoog.feasibility import labels
from regiodialoog.feasibility.models import (
    ANSWERS,
    NEEDS_REASON,
    Offer,
    PlacementEntry,
    PlacementState,
    RuleKind,
)
from regiodialoog.feasibility.queries import ThemeOffered
from regiodialoog.organisations.forms import RowForm, TicksField
from regiodialoog.proposals.models import Proposal

EVERYBODY = _l("Everybody can read this.")
KEPT = _l("What stood here stays to be read, with this reason.")
MOST = 100


class OfferFilter(Form):
    """A GET form over the board: no token, no key."""

    class Meta:
        csrf = False

    thema = FilterField(_l("Theme"), default="")

    def __init__(self, themes: Sequence[ThemeOffered], **given: Any) -> None:
        super().__init__(**given)
        self.thema.choices = [("", _("All themes")), *((theme.slug, theme.title) for theme in themes)]


class RuleForm(RowForm):
    kind = RadioField(_l("When does a proposal count as placed?"), coerce=RuleKind, validators=[DataRequired()])
    number = SmallNumberField(
        _l("How many councils?"), validators=[Optional(), NumberRange(1, MOST)],
        description=_l("Only for the rule that asks for a number."),
    )  # fmt: skip
    reason = text(_l("Why this rule?"), rows=3, limit=2000, description=EVERYBODY)

    def __init__(self) -> None:
        super().__init__()
        self.kind.choices = [(each.value, label) for each, label in labels.RULES.items()]

    def validate(self, extra_validators: Any = None) -> bool:
        """A number that may be absent is not asked itself, so the form asks whether it fits."""
        valid: bool = super().validate(extra_validators)
        if not self.number.errors and self.kind.data:
            if (self.kind.data is RuleKind.NUMBER) == (self.number.data is not None):
                return valid
            self.number.errors = [_("Fill this in for the rule that asks for a number, and only then.")]
        return False


class PromoteForm(RowForm):
    proposals = TicksField(_l("Which proposals?"), validators=[InputRequired(_l("Choose at least one."))])
    agenda_theme = SelectField(
        _l("For which theme of the agenda?"), coerce=number_or_none, validators=[InputRequired()]
    )
    promised_on = DateField(
        _l("By when do the councils promise to answer?"), validators=[InputRequired()],
        description=_l("A working day to come. Everybody sees this date."),
    )  # fmt: skip
    note = text(
        _l("Note for the councils"), required=False, rows=4, limit=3000,
        description=_l("What you ask them, in plain words. Everybody can read this."),
    )  # fmt: skip

    def __init__(self, proposals: Sequence[Proposal], themes: Sequence[AgendaTheme]) -> None:
        super().__init__()
        self.by_id = {row.id: row for row in proposals}
        self.themes = {row.id: row for row in themes}
        self.proposals.choices = [
            (row.id, _("%(number)s. %(title)s", number=row.number, title=row.title)) for row in proposals
        ]
        self.agenda_theme.choices = [("", _("Choose one"))]
        self.agenda_theme.choices += [(row.id, f"{row.part.title}: {row.title}") for row in themes]

    def validate_promised_on(self, field: Field) -> None:
        if field.data and (field.data <= clock.today() or not is_working_day(field.data)):
            raise ValidationError(_("Choose a working day to come."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {
            "proposals": [self.by_id[key] for key in given["proposals"]],
            "agenda_theme": self.themes[given["agenda_theme"]],
        }


class _OnADay(WithDocument):
    """What a body said on a day, about an offer."""

    def __init__(self, offer: Offer, *, corrects: PlacementEntry | None = None) -> None:
        super().__init__()
        self.offer = offer
        if corrects is not None and not self.is_submitted():
            for name in ("decided_on", "reason", "document_title", "document_url", "document_sha256"):
                self[name].data = getattr(corrects, name)

    def validate_decided_on(self, field: Field) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("A decision cannot have been taken in the future."))
        if field.data and field.data < self.offer.offered_on:
            raise ValidationError(_("This is before the day on which the proposal was offered."))


class AdviceForm(_OnADay):
    reason = text(_l("What does the college advise?"), rows=5, limit=3000, description=EVERYBODY)
    decided_on = DateField(_l("Date of the advice"), validators=[InputRequired()])
    document_title, document_url, document_sha256, document_file = document_fields()


class CorrectAdviceForm(AdviceForm):
    state = RadioField(_l("What should stand here?"), coerce=PlacementState, validators=[DataRequired()])
    correction = text(_l("What was wrong?"), rows=3, limit=1000, description=KEPT)

    def __init__(self, offer: Offer, *, corrects: PlacementEntry | None = None) -> None:
        super().__init__(offer, corrects=corrects)
        self.state.choices = [
            (PlacementState.COLLEGE_ADVICE.value, _("The advice as it is written above")),
            (PlacementState.OFFERED.value, _("Nothing: the college gave no advice")),
        ]
        if corrects is not None and not self.is_submitted():
            self.state.data = corrects.state


class AnswerForm(_OnADay):
    nothing: tuple[PlacementState, ...] = ()
    state = RadioField(_l("What did the council answer?"), coerce=PlacementState, validators=[DataRequired()])
    reason = text(
        _l("With which remark, or why not?"), required=False, rows=4, limit=3000,
        description=_l("Everybody can read this. Not needed when the council simply places it."),
    )  # fmt: skip
    decided_on = DateField(_l("Date of the answer"), validators=[InputRequired()])
    document_title, document_url, document_sha256, document_file = document_fields()

    def __init__(self, offer: Offer, *, corrects: PlacementEntry | None = None) -> None:
        super().__init__(offer, corrects=corrects)
        nothing = [(each.value, _("Nothing: the council has not answered yet")) for each in self.nothing]
        self.state.choices = [*((each.value, labels.STATES[each]) for each in ANSWERS), *nothing]

    def validate_reason(self, field: Field) -> None:
        if self.state.data in NEEDS_REASON and not field.data:
            raise ValidationError(_("Write down why. Everybody can read it."))


class CorrectAnswerForm(AnswerForm):
    nothing = (PlacementState.OFFERED,)
    correction = text(_l("What was wrong?"), rows=3, limit=1000, description=KEPT)

    def __init__(self, offer: Offer, *, corrects: PlacementEntry | None = None) -> None:
        super().__init__(offer, corrects=corrects)
        if corrects is not None and not self.is_submitted():
            self.state.data = corrects.state


class DirectForm(RowForm):
    """What the bureau says itself, under the rule that it does."""

    placed = RadioField(_l("Does this proposal count as placed?"), validators=[DataRequired()])
    decided_on = DateField(_l("Date"), validators=[InputRequired()])
    reason = text(_l("Why?"), rows=4, limit=3000, description=EVERYBODY)

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.offer = offer
        self.placed.choices = [("yes", _("Yes")), ("no", _("No"))]

    def validate_decided_on(self, field: Field) -> None:
        if field.data and not self.offer.offered_on <= field.data <= clock.today():
            raise ValidationError(_("Choose a day from the day of the offer until today."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {"placed": given["placed"] == "yes"}
