"""Forms of the management rooms. One class serves a new row and an existing one."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.errors import Outdated
from regiodialoog.core.forms import LINE, EditForm, FilterField, Form, email, line, text
from regiodialoog.core.text import clean_line
from regiodialoog.organisations import queries
from regiodialoog.organisations.labels import BODY_KINDS, ORGANISATION_KINDS, POWER_MEANS, POWERS
from regiodialoog.organisations.models import (
    MUNICIPAL_BODIES,
    Body,
    BodyKind,
    Interest,
    Municipality,
    Named,
    Organisation,
    OrganisationKind,
    Power,
    Source,
)


class LinesField(TextAreaField):
    """A list of short texts, one per line."""

    def __init__(self, label: Any, *, limit: int = 300, **bound: Any) -> None:
        super().__init__(label, description=_l("One on each line."), render_kw={"rows": 4}, **bound)
        self.limit = limit

    def process_formdata(self, valuelist: list[str]) -> None:
        lines = [clean_line(each) for each in "\n".join(valuelist).splitlines()]
        self.data = [each for each in lines if each]  # type: ignore[assignment]  # a list here, and joined when shown

    def _value(self) -> str:
        return "\n".join(self.data or ())

    def pre_validate(self, _form: Any) -> None:
        if any(len(each) > self.limit for each in self.data or ()):
            raise ValidationError(_("A line can have at most %(count)s characters.", count=self.limit))
        if len(self.data or ()) > 100:
            raise ValidationError(_("You can write at most %(count)s lines.", count=100))


class FuzzyField(StringField):
    """A date in somebody's own words."""

    def __init__(self, label: Any, *, required: bool = False, **bound: Any) -> None:
        checks = [*([DataRequired()] if required else ()), Length(max=100)]
        super().__init__(label, validators=checks, filters=[lambda value: clean_line(value or "")], **bound)

    def process_data(self, value: FuzzyDate | str | None) -> None:
        self.data = str(value or "")


class TicksField(SelectMultipleField):
    """Rows to tick; the data are ids, also when it begins with the rows themselves."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, **bound: Any) -> None:
        super().__init__(label, coerce=_row_id, **bound)


def _row_id(value: Any) -> int:
    return int(getattr(value, "id", value))


class SourceField(SelectField):
    """The document that something was taken from; ``row`` is that source, or None."""

    def __init__(self, label: Any, **bound: Any) -> None:
        super().__init__(label, coerce=_row_id, choices=_source_or_none, **bound)

    @property
    def row(self) -> Source | None:
        return next(iter(queries.by_ids(Source, [self.data] if self.data else ())), None)


def _source_or_none() -> list[tuple[int, str]]:
    return [(0, _("none")), *_source_choices()]


def _source_choices() -> list[tuple[int, str]]:
    return [(each.id, each.name) for each in queries.sources()]


class RowForm(EditForm):
    """A form on a new row (``obj`` None) or an existing one; a row that changed meanwhile raises Outdated."""

    version = HiddenField(default="0")

    def __init__(self, *, obj: Any = None) -> None:
        super().__init__(obj=obj)
        self.row = obj

    def sent(self) -> bool:
        if not super().sent():
            return False
        if self.row is not None and self.version.data != str(self.row.version):
            raise Outdated
        return True

    @property
    def row_id(self) -> int | None:
        return None if self.row is None else self.row.id


def refuse_taken(kind: type[Named], form: RowForm, name: str, message: str) -> None:
    if queries.taken(kind, but=form.row_id, name=name):
        raise ValidationError(message)


class RegionForm(RowForm):
    name = line(_l("Name of the region"))
    description = text(
        _l("What the region is"), description=_l("Short and in plain words: this stands on the home page.")
    )
    area = text(_l("The area"), required=False)
    character = line(_l("Character"), required=False)
    governance = text(_l("How the region is governed"), required=False)
    budget = text(_l("The money"), required=False)
    bureau_name = line(_l("Name of the bureau"), required=False)
    bureau_phone = line(_l("Phone"), required=False, limit=40)
    bureau_email = email(_l("E-mail address"), required=False)
    bureau_hours = line(_l("Opening hours"), required=False)
    bureau_tasks = LinesField(_l("What the bureau does"))
    bureau_source = SourceField(_l("Source of what is known of the bureau"))

    def validate_bureau_phone(self, field: Field) -> None:
        if field.data and not re.fullmatch(r"[+0-9][0-9 ()-]{2,}", field.data):
            raise ValidationError(_("A phone number has digits, such as 033 123 45 67."))

    def values(self) -> dict[str, Any]:
        return super().values() | {"bureau_source": self.bureau_source.row}


class MunicipalityForm(RowForm):
    name = line(_l("Name of the municipality"))
    cbs_code = line(_l("CBS code"), limit=4, description=_l("Four digits, such as 0307."))
    province_id = SelectField(_l("Province"), coerce=int)
    notes = LinesField(_l("What is special about it"))
    other_regions = TicksField(_l("Also works together in"))

    def __init__(self, *, obj: Municipality | None = None) -> None:
        super().__init__(obj=obj)
        self.province_id.choices = [(each.id, each.name) for each in queries.provinces()]
        regions = queries.organisations(kind=OrganisationKind.PARTNERSHIP)
        self.other_regions.choices = [(each.id, each.name) for each in regions]

    def validate_name(self, field: Field) -> None:
        refuse_taken(Municipality, self, field.data, _("There is already a municipality with this name."))

    def validate_cbs_code(self, field: Field) -> None:
        if not re.fullmatch(r"\d{4}", field.data, re.ASCII):
            raise ValidationError(_("A CBS code has four digits, such as 0307."))
        if queries.code_taken(field.data, but=self.row_id):
            raise ValidationError(_("Another municipality has this CBS code."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["province"] = queries.by_ids(Organisation, [given.pop("province_id")])[0]
        given["other_regions"] = list(queries.by_ids(Organisation, given["other_regions"]))
        return given


class OrganisationForm(RowForm):
    name = line(_l("Name of the organisation"))
    kind = SelectField(_l("Kind"), coerce=OrganisationKind, default=OrganisationKind.CIVIL_SOCIETY)
    abbreviation = line(_l("Abbreviation"), required=False, limit=40)
    place = line(_l("Place"), required=False, limit=100)
    other_spellings = LinesField(_l("Other ways to write the name"))
    notes = LinesField(_l("Notes"))
    sources = TicksField(_l("Sources that mention it"), choices=_source_choices)

    def __init__(self, *, obj: Organisation | None = None) -> None:
        super().__init__(obj=obj)
        self.kind.choices = [(kind.value, label) for kind, label in ORGANISATION_KINDS.items()]

    def validate_name(self, field: Field) -> None:
        refuse_taken(Organisation, self, field.data, _("There is already an organisation with this name."))

    def values(self) -> dict[str, Any]:
        chosen = queries.by_ids(Source, self.sources.data or ())
        return super().values() | {"sources": sorted(chosen, key=lambda source: source.slug)}


class InterestForm(RowForm):
    name = line(_l("Name of the interest"))
    description = text(_l("What it stands for"), required=False)

    def validate_name(self, field: Field) -> None:
        refuse_taken(Interest, self, field.data, _("There is already an interest with this name."))


class BodyForm(RowForm):
    """Councils and colleges come with their municipality; here is only what else may differ."""

    name = line(_l("Name of the meeting"))
    full_name = line(_l("Name in full"), required=False)
    kind = SelectField(_l("Kind"), coerce=BodyKind, default=BodyKind.UNKNOWN)
    power = SelectField(_l("What it may do"), coerce=Power, default=Power.UNKNOWN)
    members = LinesField(_l("Members"))

    def __init__(self, *, obj: Body | None = None) -> None:
        super().__init__(obj=obj)
        municipal = obj is not None and obj.kind in MUNICIPAL_BODIES
        kinds = [obj.kind] if obj is not None and municipal else [k for k in BodyKind if k not in MUNICIPAL_BODIES]
        self.kind.choices = [(kind.value, BODY_KINDS[kind]) for kind in kinds]
        powers = [power for power in POWERS if municipal or power is not Power.DECIDES]
        self.power.choices = [(power.value, f"{POWERS[power]}: {POWER_MEANS[power]}") for power in powers]

    def validate_name(self, field: Field) -> None:
        refuse_taken(Body, self, field.data, _("There is already a meeting or council with this name."))


class SourceForm(RowForm):
    name = line(_l("Title of the document"))
    publisher = line(_l("Publisher"), required=False)
    date = FuzzyField(_l("Date"), required=True, description=_l("As printed, such as 2020-03 or maart 2020."))
    file = line(_l("File"), required=False, description=_l("Name of the file in which it is kept."))

    def validate_name(self, field: Field) -> None:
        refuse_taken(Source, self, field.data, _("There is already a source with this title."))


class OrganisationFilter(Form):
    """A GET form: no token, no key."""

    class Meta:
        csrf = False

    q = line(_l("Name"), required=False, limit=LINE)
    soort = FilterField(_l("Kind"), validators=[Length(max=40)], default="")

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.soort.choices = [("", _("All kinds")), *((k.value, label) for k, label in ORGANISATION_KINDS.items())]


class RetireForm(RowForm):
    """A button that takes something off the lists, or puts it back."""

    sure = BooleanField(_l("Yes, I am sure"), default=False)

    def validate_sure(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Tick this if you are sure."))

    def values(self) -> dict[str, Any]:
        return {}
