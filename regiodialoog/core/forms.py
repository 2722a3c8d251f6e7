"""The base of every form: CSRF, idempotency key, one way to clean text, and errors that keep what was typed."""

import re
import secrets
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from flask import g, request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.csrf import _FlaskFormCSRF
from flask_wtf.form import _Auto
from markupsafe import Markup, escape
from wtforms import EmailField, Field, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.csrf.core import CSRFTokenField
from wtforms.fields.choices import SelectFieldBase
from wtforms.validators import DataRequired, Length, Optional, Regexp, ValidationError
from wtforms.widgets import html_params

from regiodialoog.core.form_words import PlainWords
from regiodialoog.core.text import ADDRESS, clean_line, clean_text

LINE = 200
TEXT = 5000
# no sign by which a mail server would read another address in it than a person does (a group, a comment, a route)
_WEB_ADDRESS = re.compile(r"[:/@<>\\]|\w{2,}\.\w{2,}")
SESSION_OVER = _l("Your session was over. What you typed is still here. Check it and send it again.")


class _Token(CSRFTokenField):
    """Made when it is written into a page: a form that is sent and done needs none."""

    def process(self, *given: Any, **more: Any) -> None:
        super(CSRFTokenField, self).process(*given, **more)

    @property
    def current_token(self) -> str:
        token: str = self.csrf_impl.generate_csrf_token(self)
        return token

    @current_token.setter
    def current_token(self, _token: str | None) -> None:
        """As its class begins: with none."""


class _Tokens(_FlaskFormCSRF):  # type: ignore[misc]
    field_class = _Token


class Form(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """A form of this house. ``sent()`` is true for a POST that may be acted on; else show it again with 422."""

    class Meta:
        csrf_class = _Tokens
        csrf_time_limit = None

        def get_translations(self, _form: FlaskForm) -> PlainWords:
            return PlainWords()

        def bind_field(self, form: FlaskForm, unbound_field: Any, options: dict[str, Any]) -> Any:
            if issubclass(unbound_field.field_class, SelectFieldBase):
                options = {**options, "translations": PlainWords(choice=True)}
            return unbound_field.bind(form=form, **options)

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Only the fields of a sent form: not the names of files and not JSON, which the limits do not count."""
            if formdata is not _Auto:
                return formdata
            return request.form if form.is_submitted() else None

    idempotency_key = HiddenField(default=lambda: secrets.token_urlsafe(18))

    def sent(self) -> bool:
        """Whether this request posts the form, with a valid token and valid fields."""
        if not self.is_submitted():
            return False
        valid: bool = self.validate()
        if "csrf_token" in self.errors:
            self.csrf_token.errors = [SESSION_OVER]
        elif valid:
            g.csrf_checked = True
            g.sent_form = self  # an error page shows what was filled in
        return valid

    @property
    def refused(self) -> bool:
        """Whether the form was posted and has errors: the page then answers 422."""
        return request.method == "POST" and bool(self.errors)

    def values(self) -> dict[str, Any]:
        """What was filled in, by field name, without the house's own hidden fields."""
        own = {"csrf_token", "idempotency_key", "version", "submit"}
        return {name: value for name, value in self.data.items() if name not in own}


class EditForm(Form):
    """A form on an existing row: carries the row's version, so that the second of two editors is told."""

    version = HiddenField(validators=[DataRequired(), Regexp(r"^\d+$")])


class Confirm(Form):
    """A button and nothing else."""


def line(
    label: Any,
    *,
    required: bool = True,
    limit: int = LINE,
    description: Any = "",
    checks: Iterable[Callable[..., Any]] = (),
    **more: Any,
) -> StringField:
    """One line of text, cleaned."""
    return StringField(
        label,
        filters=[_clean_line],
        validators=[*_presence(required), Length(max=limit), *checks],
        description=description,
        **more,
    )


def text(
    label: Any, *, required: bool = True, limit: int = TEXT, description: Any = "", rows: int = 6
) -> TextAreaField:
    """Several lines of text, cleaned. Where it may be empty, ``validate_…`` of the form is still asked: another field
    can make it necessary. (``Optional`` would stop there.)"""
    return TextAreaField(
        label,
        filters=[_clean_text],
        validators=[*(_presence(True) if required else ()), Length(max=limit)],
        description=description,
        render_kw={"rows": rows},
    )


def email(label: Any, *, required: bool = True, description: Any = "") -> EmailField:
    """An e-mail address: one @, a dot after it, no spaces; whether it works, the mail itself shows."""
    return EmailField(
        label,
        filters=[_clean_line],
        validators=[
            *_presence(required),
            Length(max=254),
            Regexp(
                ADDRESS,
                message=_l("Write the e-mail address like this: name@example.nl"),
            ),
        ],
        description=description,
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )


class Select:
    """Writes a choice among pairs as the widget of that name of WTForms does, to the byte, but each option once for
    its words: a filter has dozens, and attributes of each were sorted and put together anew for every page."""

    def __call__(self, field: SelectField, **attributes: object) -> Markup:
        options = [_option(str(one[0]), escape(one[1]), bool(one[2])) for one in field.iter_choices()]
        around = html_params(name=field.name, **{"id": field.id, **attributes})
        return Markup("<select {}>{}</select>").format(around, Markup().join(options))


@lru_cache(maxsize=2048)
def _option(value: str, label: Markup, selected: bool) -> Markup:
    return Markup('<option {}value="{}">{}</option>').format("selected " if selected else "", value, label)


class FilterField(SelectField):
    """A choice in the filter of a list."""

    widget = Select()


class SmallNumberField(IntegerField):
    """A whole number that fits a database column; anything longer is a mistake, not a crash."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and not -(2**31) < self.data < 2**31:
            self.data = None
            raise ValueError(self.gettext("Not a valid integer value."))


def person_name(label: Any, *, required: bool = True, description: Any = "") -> StringField:
    """What somebody is called. No web address: names go into mails, to addresses that others may fill in."""
    return line(label, required=required, limit=100, description=description, checks=[_no_web_address])


def _no_web_address(_form: Form, field: Field) -> None:
    if _WEB_ADDRESS.search(field.data or ""):
        raise ValidationError(str(_l("Write a name here, without a web address or an e-mail address.")))


def unique(exists: Callable[[str], bool], message: Any) -> Callable[[Form, Field], None]:
    """A validator that refuses a value somebody already has."""

    def check(_form: Form, field: Field) -> None:
        if field.data and exists(field.data):
            raise ValidationError(message)

    return check


def _presence(required: bool) -> list[Any]:
    return [DataRequired(message=_l("Fill this in."))] if required else [Optional()]


def _clean_line(value: str | None) -> str:
    return clean_line(value or "")


def _clean_text(value: str | None) -> str:
    return clean_text(value or "")
