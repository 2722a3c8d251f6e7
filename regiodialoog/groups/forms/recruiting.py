"""What the bureau fills in about channels, letters and whoever comes to the desk; and the code of a letter."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from regiodialoog.core.forms import Form, SmallNumberField, email, line, text
from regiodialoog.groups.codes import is_letter_code
from regiodialoog.groups.consent import Agreed
from regiodialoog.groups.forms.joining import SignUpForm, number_or_none
from regiodialoog.groups.labels import CALLS, CHANNELS
from regiodialoog.groups.models import CALLED, CallState, ChannelKind

Choice = tuple[Any, str]
MADE_BY_HAND = [kind for kind in ChannelKind if kind is not ChannelKind.LETTERS]
"""Letters make their own channel."""
YES, NO = "yes", "no"
NO_SUCH_CODE = _l("We do not know this code. Look once more at the letter: is every letter and digit right?")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{6,30}")


def is_phone(_form: Form, field: Field) -> None:
    if field.data and not _PHONE.fullmatch(field.data):
        raise ValidationError(_("Write the phone number in digits, for example: 033 123 45 67"))


class ChannelForm(Form):
    """A new channel."""

    kind = RadioField(
        _l("What kind of channel is it?"),
        choices=lambda: [(one.value, str(CHANNELS[one])) for one in MADE_BY_HAND],
        validators=[InputRequired()],
    )
    name = line(_l("Name"), description=_l("So that you recognise it, for example: poster in the library of Soest."))


class ChannelNameForm(Form):
    name = line(_l("Name"), description=_l("The address and the picture stay the same."))


class LettersForm(Form):
    """A batch of letters."""

    name = line(_l("Name"), description=_l("So that you recognise it, for example: letters to Soest, September."))
    count = SmallNumberField(
        _l("How many letters?"),
        validators=[InputRequired(), NumberRange(1, 1000)],
        description=_l("At most 1000 at once. You can make more batches."),
    )
    municipality_id = SelectField(_l("Addresses in which municipality?"), coerce=number_or_none)

    def __init__(self, *args: Any, municipalities: Sequence[Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality_id.choices = [("", _("In several municipalities")), *municipalities]


class CallForm(Form):
    outcome = RadioField(
        _l("What came of the call?"),
        choices=lambda: [(one.value, str(CALLS[one])) for one in CALLED],
        validators=[InputRequired()],
    )


class OfferCallForm(CallForm):
    """Of a call that asks whether somebody takes a place."""

    def __init__(self) -> None:
        super().__init__()
        kept = [(one.value, str(CALLS[one])) for one in CALLED if one is not CallState.REACHED]
        self.outcome.choices = [
            (YES, _("reached: they say yes, and join")),
            (NO, _("reached: they say no, and do not join")),
            *kept,
        ]


class CodeForm(Form):
    code = line(
        _l("Your code"),
        limit=40,
        description=_l("It stands in the letter that you got, for example: K7QM-3X9P. Capitals do not matter."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )

    def validate_code(self, field: Field) -> None:
        if not is_letter_code(field.data):
            raise ValidationError(NO_SUCH_CODE)


class AssistedForm(SignUpForm):
    """Signing up of somebody who may have no e-mail address; then we ask for a phone number, and where a letter reaches
    them unless the group asks the address already."""

    address = email(_l("E-mail address"), required=False, description=_l("Leave this empty if there is none."))
    phone = line(
        _l("Phone number"),
        required=False,
        limit=40,
        description=_l("Only without an e-mail address: we call to say whether there is a place."),
        checks=[is_phone],
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )

    by_post = False
    """Whether it is known already where a letter reaches them."""
    post_address = text(
        _l("Address for letters"),
        required=False,
        limit=300,
        rows=3,
        description=_l("Only without an e-mail address. We send what you told us there: street, postcode and place."),
    )

    def validate_keep_informed(self, field: Field) -> None:
        if field.data and "address" in self and not self.address.data:
            raise ValidationError(_("For this you need an e-mail address."))

    def phone_of(self) -> str:
        """The number, unless there is an address: then we need none and keep none."""
        return self._without_mail("phone")

    def post_address_of(self) -> str:
        """Likewise where letters go."""
        return self._without_mail("post_address")

    def _without_mail(self, name: str) -> str:
        if name not in self or ("address" in self and self.address.data):
            return ""
        return self[name].data or ""

    def validate(self, extra_validators: Any = None) -> bool:
        """Without any address or number we could never tell somebody anything."""
        valid: bool = super().validate(extra_validators)
        if "phone" in self and not self.by_post and not any(self[name].data for name in _REACHED if name in self):
            said = _("Give an e-mail address, a phone number or an address for letters.")
            self.phone.errors = [*self.phone.errors, said]
            return False
        return valid


class DeskForm(AssistedForm):
    """Who comes by in person may have neither."""

    unreachable = BooleanField(
        _l("This person has no e-mail and no phone"),
        description=_l("Then they hear only at the desk whether there is a place. Tell them so."),
    )
    read_aloud = BooleanField(
        _l("I read this text aloud, and they agree"),
        validators=[InputRequired(message=_l("Read the text aloud first. Without a yes you cannot sign them up."))],
    )

    def agreed(self) -> dict[str, Agreed]:
        return {name: replace(each, read_aloud=True) for name, each in super().agreed().items()}


_REACHED = ("address", "phone", "post_address", "postcode", "unreachable")
