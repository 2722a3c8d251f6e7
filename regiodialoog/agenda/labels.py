"""The closed words and numbers of the agenda as people read them."""

from decimal import Decimal

from babel.numbers import format_decimal
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from regiodialoog.agenda.models import ActionStatus, AgendaFigure

STATUSES = {ActionStatus.INTENDED: _l("Intention")}


def figure(row: AgendaFigure) -> str:
    """The number of a figure with its unit: "8,2 procent", "16–27 jaar"."""
    numbers = [row.value] if row.value is not None else [row.low, row.high]
    shown = "–".join(number(each) for each in numbers if each is not None)
    return f"{shown} {row.unit}".strip()


def number(value: Decimal) -> str:
    """A number as people of the language write it, with every decimal that it has and no more."""
    return str(format_decimal(value.normalize(), locale=get_locale(), decimal_quantization=False))
