"""What the bureau fills in to put a group together."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, NumberRange, ValidationError

from regiodialoog.core.forms import Form, SmallNumberField, email, line, person_name, text
from regiodialoog.core.text import fold
from regiodialoog.groups.forms.helping import HelpField
from regiodialoog.groups.forms.joining import number_or_none
from regiodialoog.groups.forms.standing import LeavingForm
from regiodialoog.groups.labels import FILLING_MEANS, FILLINGS
from regiodialoog.groups.models import MOST_SEATS, CompensationKind, Group, Help, Quota, SeatFilling
from regiodialoog.groups.paid import KINDS, begun
from regiodialoog.groups.setups import Setup
from regiodialoog.groups.special import special
from regiodialoog.organisations.forms import RowForm

Choice = tuple[Any, str]


def _reason(label: Any, description: Any) -> TextAreaField:
    return text(label, limit=1000, rows=4, description=description)


def _count(label: Any, low: int, high: int, **more: Any) -> SmallNumberField:
    return SmallNumberField(label, validators=[InputRequired(), NumberRange(low, high)], **more)


def _filling(label: Any) -> RadioField:
    return RadioField(
        label,
        choices=lambda: [(each.value, said) for each, said in FILLINGS.items()],
        default=SeatFilling.ASSIGNED.value,
        coerce=lambda value: str(getattr(value, "value", value)),
        validators=[InputRequired()],
    )


def _filling_means() -> dict[str, str]:
    return {each.value: str(said) for each, said in FILLING_MEANS.items()}


class GroupForm(RowForm):
    title = line(_l("Name of the group"))
    size = _count(_l("How many places"), 1, MOST_SEATS)
    compensation_kind = RadioField(
        _l("Compensation"),
        choices=lambda: [(each.value, said) for each, said in KINDS.items()],
        coerce=lambda value: str(getattr(value, "value", value) or ""),
        validators=[InputRequired(_l("Choose one."))],
    )
    compensation = text(
        _l("What is it per evening?"),
        required=False,
        rows=2,
        description=_l("For instance: 50 euro. Leave it empty if there is no compensation."),
    )
    help_offered = HelpField(_l("Help to be able to come"), description=_l("Whoever signs up can tick what they need."))
    costs = text(
        _l("Other help"), required=False, rows=2, description=_l("In your own words. This can be ticked as well.")
    )
    welcome = text(_l("Welcome"), required=False, description=_l("What a new member reads."))

    def __init__(self, *, obj: Group | None = None) -> None:
        super().__init__(obj=obj)
        self.help_offered.choices = [(each.value, begun(each)) for each in Help if each is not Help.OTHER]

    def begin_with(self, setup: Setup) -> None:
        """Fill in what a setup has."""
        self.size.data, self.compensation.data, self.costs.data = setup.people, setup.compensation, setup.costs
        self.compensation_kind.data = setup.compensation_kind.value if setup.compensation_kind else ""
        self.help_offered.data = list(setup.help_offered)

    def validate_compensation(self, field: Field) -> None:
        kind = self.compensation_kind.data
        if kind == CompensationKind.NONE and field.data:
            raise ValidationError(_("You chose no compensation. Leave this empty, or choose money or a voucher."))
        if kind in (CompensationKind.MONEY, CompensationKind.VOUCHER) and not field.data:
            raise ValidationError(_("Write how much it is, or what."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {**given, "compensation_kind": CompensationKind(given["compensation_kind"])}


class SeatForm(RowForm):
    interest_id = SelectField(_l("Interest"), coerce=int, validators=[InputRequired()])
    municipality_id = SelectField(_l("Municipality"), coerce=number_or_none)
    filling = _filling(_l("How does somebody come to this place?"))

    def __init__(self, *, interests: Sequence[Choice], municipalities: Sequence[Choice], obj: Any = None) -> None:
        super().__init__(obj=obj)
        self.interest_id.choices = list(interests)
        self.municipality_id.choices = [("", _("whole region")), *municipalities]

    @property
    def hints(self) -> dict[str, dict[str, str]]:
        """By field what its choices mean."""
        return {"filling": _filling_means()}

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {**given, "filling": SeatFilling(given["filling"])}


def refuse_special(field: Field) -> None:
    if kind := special(field.data or ""):
        raise ValidationError(_("This may not be asked: it is special personal data (%(kind)s).", kind=kind))


def ordinary() -> BooleanField:
    """Whoever asks something says that it is no special data: words alone cannot find that."""
    return BooleanField(
        _l("This asks for nothing special"),
        description=_l(
            "Nothing about origin, faith, health, political opinion, trade union, sexuality or convictions; not in a"
            " roundabout way either."
        ),
        validators=[DataRequired(_l("Tick this, or ask something else. Special personal data may not be asked."))],
    )


class QuotaForm(Form):
    feature = line(_l("What is asked?"), limit=60, description=_l("For instance: Age"))
    value = line(_l("Which answer?"), limit=60, description=_l("For instance: 18 to 30 years"))
    minimum = _count(_l("At least so many"), 0, 500)
    maximum = _count(_l("At most so many"), 0, 500)
    justification = text(_l("Why do we ask this?"), limit=500, rows=3, description=_l("Whoever signs up reads this."))
    ordinary = ordinary()

    def __init__(self, *, group: Group, others: Sequence[Quota], obj: Quota | None = None) -> None:
        """``others``: the demands that the group has already."""
        super().__init__(obj=obj)
        self.group, self.others, self.row = group, [one for one in others if one is not obj], obj

    def of_a_question(self) -> None:
        """For a value of a question: what is asked is changed with the question; how many and why so many, here."""
        del self.feature, self.value, self.ordinary
        self.justification.label.text = _("Why so many?")
        self.justification.description = _("Everybody can read this beside the composition in figures.")

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {name: value for name, value in given.items() if name != "ordinary"}

    def validate_feature(self, field: StringField) -> None:
        refuse_special(field)
        for one in self.others:
            if fold(one.feature) == fold(field.data or "") and one.feature != field.data:
                raise ValidationError(
                    _("There is a demand about this already. Write it in the same way: %(name)s", name=one.feature)
                )

    def validate_value(self, field: StringField) -> None:
        refuse_special(field)
        feature = self.feature.data or ""
        if any((fold(one.feature), fold(one.value)) == (fold(feature), fold(field.data or "")) for one in self.others):
            raise ValidationError(_("There is a demand for this answer already."))

    def validate_minimum(self, field: SmallNumberField) -> None:
        feature = self.feature.data if "feature" in self else self.row.feature if self.row else ""
        least = sum(one.minimum for one in self.others if one.feature == feature) + (field.data or 0)
        if least > self.group.size:
            raise ValidationError(
                _(
                    "Together the demands about this ask for %(least)s people. The group has %(size)s places.",
                    least=least,
                    size=self.group.size,
                )
            )

    def validate_maximum(self, field: SmallNumberField) -> None:
        if field.data is not None and self.minimum.data is not None and field.data < self.minimum.data:
            raise ValidationError(_("The least number cannot be above the most."))


class InviteForm(Form):
    name = person_name(_l("Name"))
    address = email(_l("E-mail address"))
    organisation_id = SelectField(_l("On whose behalf?"), coerce=number_or_none)

    def __init__(self, *, organisations: Sequence[Choice]) -> None:
        super().__init__()
        self.organisation_id.choices = [("", _("For herself or himself")), *organisations]


class AssignForm(Form):
    """``lost``: the demands that can be met no more once somebody (a registration) has this place, in words."""

    registration_id = RadioField(_l("Who gets this place?"), coerce=int, validators=[InputRequired()])
    knowing = BooleanField(_l("I know that, and give this place"))

    def __init__(self, *, lost: Callable[[int], Sequence[str]]) -> None:
        super().__init__()
        self.lost = lost

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if valid and not self.knowing.data and (said := self.lost(self.registration_id.data)):
            self.knowing.errors = [
                _("With who waits now, you cannot meet this any more then: %(demands)s.", demands="; ".join(said))
            ]
            return False
        return valid


class EndSeatForm(LeavingForm):
    reason = _reason(_l("Why does this place come free?"), _l("The person can read this."))


class RefuseForm(Form):
    reason = _reason(_l("Why is there no place?"), _l("The person can read this."))


class RefuseRestForm(RefuseForm):
    knowing = BooleanField(validators=[DataRequired(_l("Tick this, or fill the open places first."))])

    def __init__(self, *, still_open: int) -> None:
        """``still_open``: how many places nobody has; the tick is asked where there are any."""
        super().__init__()
        self.reason.description = _("They can all read this.")
        if not still_open:
            del self.knowing
            return
        self.knowing.label.text = ngettext(
            "I know that %(num)s place is still open", "I know that %(num)s places are still open", still_open
        )


class RepeatDrawForm(Form):
    reason = _reason(_l("Why are lots drawn again?"), _l("This stays written down beside the draw."))
