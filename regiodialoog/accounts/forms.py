"""What people fill in about themselves and, at the bureau, about others."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from regiodialoog.accounts.credentials import LONGEST_PASSWORD, SHORTEST_PASSWORD, is_weak
from regiodialoog.core.forms import Form, email, person_name, text
from regiodialoog.core.i18n import DEFAULT, LANGUAGES

WRONG = _l("The password or the code is not right. Check both and try again.")
WRONG_CODE = _l("This code is not right, or was used before. Wait for the next code in the app.")


def number_or_none(value: Any) -> int | None:
    """The value of a choice; empty is no choice."""
    return int(value) if value not in (None, "", "None") else None


def code(label: Any, description: Any = "") -> StringField:
    return StringField(
        label,
        validators=[DataRequired(), Length(max=40)],
        description=description,
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"},
    )


def password(label: Any) -> PasswordField:
    return PasswordField(label, validators=[DataRequired(), Length(max=LONGEST_PASSWORD)])


def new_password(label: Any) -> PasswordField:
    return PasswordField(
        label,
        validators=[DataRequired(), Length(min=SHORTEST_PASSWORD, max=LONGEST_PASSWORD)],
        description=_l("At least 12 characters. Three or four words in a row are easy to remember and hard to guess."),
        render_kw={"autocomplete": "new-password"},
    )


class WithNewPassword(Form):
    """A form with a new password that must not be an obvious one. ``personal``: words others know of this person."""

    password = new_password(_l("New password"))

    def __init__(self, *args: Any, personal: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.personal = personal

    def validate_password(self, field: PasswordField) -> None:
        if not field.errors and is_weak(field.data or "", *self.personal):  # one reason at a time
            raise ValidationError(str(_l("Many people use this password, or it holds your name. Choose another one.")))


class SignInForm(Form):
    address = email(_l("What is your e-mail address?"))


class PasswordSignInForm(Form):
    address = email(_l("E-mail address"))
    password = password(_l("Password"))
    code = code(_l("Code from the app"), _l("Six digits. No phone at hand? Then use one of your recovery codes."))


class UseLinkForm(Form):
    """Who signs in, when several people share the address."""

    person_id = RadioField(_l("Who are you?"), coerce=int, validators=[InputRequired()])


class SecondFactorForm(Form):
    password = password(_l("Password"))
    code = code(_l("Code from the app"), _l("Six digits. No phone at hand? Then use one of your recovery codes."))


class AppForm(Form):
    code = code(_l("Code from the app"), _l("The app shows six digits. Type them here."))


class ForgottenPasswordForm(WithNewPassword):
    code = code(_l("Code from the app"), _l("Six digits. No phone at hand? Then use one of your recovery codes."))


class WithMunicipality(Form):
    """A form that asks, if one wants to say so, in which municipality somebody lives."""

    municipality_id = SelectField(_l("Municipality where you live"), coerce=number_or_none)

    def __init__(self, *args: Any, municipalities: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = str(_l("I would rather not say, or another municipality"))
        self.municipality_id.choices = [("", nothing), *municipalities]


class SignUpForm(WithMunicipality):
    name = person_name(_l("Your name"), description=_l("As you want to be called here."))
    address = email(_l("E-mail address"), description=_l("We send you a link to this address."))


class WithLanguage(WithMunicipality):
    """A form that also asks which language somebody reads."""

    language = RadioField(_l("Language of this site and of our mails"), default=DEFAULT, validators=[InputRequired()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = list(LANGUAGES.items())


class ProfileForm(WithLanguage):
    name = person_name(_l("Your name"), description=_l("As you want to be called here."))


class AddressForm(Form):
    address = email(_l("What is your new e-mail address?"))


class EraseForm(Form):
    sure = BooleanField(
        _l("Yes, remove my account. I know that this cannot be undone."),
        validators=[DataRequired(_l("Tick this if you are sure."))],
    )


class InviteForm(WithLanguage):
    name = person_name(_l("Name"))
    address = email(_l("E-mail address"))


class RoleForm(Form):
    """Over what the role is held; for a role over the whole region the field is left out."""

    scope_id = SelectField(_l("For which one?"), coerce=number_or_none, validators=[InputRequired()])

    def __init__(self, *args: Any, scopes: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope_id.choices = [("", str(_l("Choose one"))), *scopes]


class EndRoleForm(Form):
    reason = text(_l("Why does this role end?"), limit=500, rows=3, description=_l("The person can read this."))
