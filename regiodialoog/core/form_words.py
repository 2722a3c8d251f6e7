"""The refusals of WTForms in the words of this house: short, plain, and saying what to do."""

from functools import cache
from typing import Any

from babel.support import Translations
from flask_babel import lazy_gettext as _l
from wtforms.i18n import messages_path

from regiodialoog.core.i18n import locale

REQUIRED = "This field is required."
PLAIN = {
    REQUIRED: _l("Fill this in."),
    "Invalid input.": _l("This is not right. Look at it again."),
    "Not a valid choice.": _l("Choose one of the answers."),
    "Invalid Choice: could not coerce.": _l("Choose one of the answers."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _l("Choose one of the answers."),
    "'%(value)s' is not a valid choice for this field.": _l("Choose one of the answers."),
    "Not a valid integer value.": _l("Write a whole number, without letters."),
    "Not a valid date value.": _l("Choose a date that exists."),
    "Number must be between %(min)s and %(max)s.": _l("Write a number from %(min)s to %(max)s."),
    "Field must be at least %(min)d character long.": _l("This is too short: use at least %(min)d characters."),
    "Field cannot be longer than %(max)d character.": _l("This is too long: use at most %(max)d characters."),
    "Field must be between %(min)d and %(max)d characters long.": _l(
        "Use at least %(min)d and at most %(max)d characters."
    ),
}


class PlainWords:
    """What WTForms asks for its texts; those not in the table come from its own translations. ``choice``: for a field
    in which nothing can be typed."""

    def __init__(self, *, choice: bool = False) -> None:
        self.choice = choice

    def gettext(self, text: str) -> str:
        if text == REQUIRED and self.choice:
            return str(PLAIN["Not a valid choice."])
        return str(PLAIN[text]) if text in PLAIN else _own(locale()).ugettext(text)

    def ngettext(self, one: str, more: str, count: int) -> str:
        return str(PLAIN[one]) if one in PLAIN else _own(locale()).ungettext(one, more, count)


@cache
def _own(language: str) -> Any:
    """The translations of WTForms itself, read once."""
    return Translations.load(messages_path(), [language], domain="wtforms")
