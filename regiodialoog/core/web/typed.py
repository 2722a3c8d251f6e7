"""What somebody filled in on a form that could not be kept, shown on the error page so that nobody writes it again."""

from dataclasses import dataclass
from typing import Any

from flask import g, request
from flask_babel import gettext as _
from wtforms import BooleanField, Field
from wtforms.fields.choices import SelectFieldBase

from regiodialoog.core.forms import Form

SECRET_WORDS = ("token", "password", "code", "idempotency", "secret", "version")
SECRET_NAMES = frozenset({"token", "password", "code", "secret", "recovery_code"})
NOT_TYPED = frozenset({"hidden", "password", "file", "submit"})
SECRET_INPUTS = frozenset({"one-time-code", "current-password", "new-password", "username"})
LONG, MOST = 20, 30


@dataclass(frozen=True)
class Typed:
    """One field: its label, what was filled in, and what stands there now in the row itself (empty if unknown)."""

    label: str
    text: str
    now: str = ""

    @property
    def differs(self) -> bool:
        return self.text != self.now

    @property
    def rows(self) -> int:
        """How many lines of a text box it fills; 1 for something short."""
        return min(12, self.text.count("\n") + len(self.text) // 70 + 1)


def of_form() -> list[Typed]:
    """Every field of the form that was sent and accepted in this request. Never secrets. Reads the row anew."""
    form: Form | None = g.get("sent_form")
    row = getattr(form, "row", None)
    return [_read(field, row) for field in form or () if not _secret(field)]


def of_request() -> list[Typed]:
    """The longer texts of a request that no form has looked at yet. Never secrets."""
    texts = [value for name, value in request.form.items() if not any(word in name for word in SECRET_WORDS)]
    long = [value for value in texts if len(value) >= LONG][:MOST]
    return [Typed(_("Your text %(number)s", number=n), text) for n, text in enumerate(long, 1)]


def _read(field: Field, row: object) -> Typed:
    text = _text(field)
    field.raw_data = None
    field.process(None, getattr(row, field.name, field.object_data))  # now it holds what the row says, read alike
    return Typed(str(field.label.text), text, _text(field))


def _text(field: Any) -> str:
    if isinstance(field, SelectFieldBase):
        return ", ".join(str(choice[1]) for choice in field.iter_choices() if choice[2])
    if isinstance(field, BooleanField):
        return str(_("Yes") if field.data else _("No"))
    return str(field._value())


def _secret(field: Field) -> bool:
    kind = getattr(field.widget, "input_type", "")
    filled = (field.render_kw or {}).get("autocomplete", "")
    return kind in NOT_TYPED or filled in SECRET_INPUTS or field.name in SECRET_NAMES
