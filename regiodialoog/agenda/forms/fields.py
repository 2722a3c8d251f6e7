"""Fields of the agenda: a place in a list, a date in words, a number as people write it, partners, organisations."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from babel.numbers import NumberFormatError, parse_decimal
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import NumberRange, Optional, ValidationError

from regiodialoog.agenda.labels import number
from regiodialoog.agenda.models import AgendaPartner
from regiodialoog.core.dates import FuzzyDate, parse_fuzzy
from regiodialoog.core.forms import SmallNumberField
from regiodialoog.core.text import clean_line
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.forms import LinesField, RowForm, TicksField
from regiodialoog.organisations.models import Organisation

LARGEST, DECIMALS = Decimal(10) ** 14, 4  # what the column holds
NAME, TOPIC = 200, 300


def order(label: Any) -> SmallNumberField:
    """The place in the printed order. Empty: at the end."""
    return SmallNumberField(
        label,
        validators=[Optional(), NumberRange(1, 9999)],
        description=_l("The place in the list. Empty: at the end."),
    )


def without_empty_number(given: dict[str, Any], name: str) -> dict[str, Any]:
    """An empty number means: at the end for a new row, as it was for an existing one."""
    if given[name] is None:
        del given[name]
    return given


def fuzzy(text: str) -> FuzzyDate | None:
    return parse_fuzzy(text) if text else None


class DecimalText(StringField):
    """A number as people of the language write it ("8,2" or "1.000" in Dutch). ``number`` is None when it is empty."""

    number: Decimal | None = None

    def __init__(self, label: Any, **bound: Any) -> None:
        super().__init__(
            label, filters=[lambda value: clean_line(value or "")], render_kw={"inputmode": "decimal"}, **bound
        )

    def process_data(self, value: Decimal | None) -> None:
        self.data = "" if value is None else number(value)

    def pre_validate(self, _form: Any) -> None:
        if self.data:
            self.number = _read(self.data)


def _read(text: str) -> Decimal:
    example = number(Decimal("1000.5"))
    if not re.fullmatch(r"[-−]?[\d.,]{1,40}", text, re.ASCII):
        raise ValidationError(_("Write a number, such as %(example)s.", example=example))
    try:
        read = parse_decimal(text.replace("−", "-"), locale=get_locale(), strict=True)
    except NumberFormatError as error:
        raise ValidationError(_("Write a number, such as %(example)s.", example=example)) from error
    if abs(read) >= LARGEST or read != round(read, DECIMALS):
        raise ValidationError(_("A number can have 14 digits, and 4 behind the comma."))
    return read


class PartnersField(LinesField):
    """Partners, one on each line: a name, and after a colon about what. The data are pairs of name and topic."""

    def __init__(self, label: Any, **bound: Any) -> None:
        super().__init__(label, limit=NAME + TOPIC, **bound)
        self.description = _l("One on each line. After a colon you can write what it is about: U16: spoor")

    def process_data(self, value: Iterable[AgendaPartner] | None) -> None:
        self.data = [partner_line(each.name, each.topic) for each in value or ()]  # type: ignore[assignment]

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if any(len(name) > NAME or not name or len(topic) > TOPIC for name, topic in self.partners):
            raise ValidationError(_("A name can have at most %(count)s characters, and is not empty.", count=NAME))

    @property
    def partners(self) -> list[tuple[str, str]]:
        parted = [line.partition(":") for line in self.data or ()]
        return [(name.strip(), topic.strip()) for name, _colon, topic in parted]


def partner_line(name: str, topic: str) -> str:
    return f"{name}: {topic}" if topic else name


class WithOrganisations(RowForm):
    """A form on a row that mentions organisations."""

    organisations: TicksField

    def __init__(self, *, obj: Any = None) -> None:
        super().__init__(obj=obj)
        self.organisations.choices = organisation_choices(obj.organisations if obj is not None else ())

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["organisations"] = list(organisations.by_ids(Organisation, given["organisations"]))
        return given


def organisation_choices(kept: Iterable[Organisation] = ()) -> list[tuple[int, str]]:
    """Every organisation on the list, and those that were chosen before they came off it."""
    names = {row[0]: row[2] for row in organisations.organisation_names()}
    return list((names | {each.id: each.name for each in kept if each.id not in names}).items())
