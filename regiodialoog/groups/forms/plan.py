"""The seat plan in one go: first how many places of each interest, then how they fall over the municipalities."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, Field, RadioField, SelectField, SubmitField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from regiodialoog.core.forms import Form, SmallNumberField
from regiodialoog.groups.labels import FILLINGS
from regiodialoog.groups.models import MOST_SEATS, SeatFilling
from regiodialoog.groups.spreading import SharedOut, shared_out
from regiodialoog.organisations.forms import TicksField

Choice = tuple[Any, str]
Start = Mapping[int, tuple[int, SeatFilling]]
EVENLY, INHABITANTS = "evenly", "inhabitants"
ANYWHERE = 0
"""The column of the whole region."""


class PlanForm(Form):
    """``look``, ``recount`` and ``back`` lead from one step to the other and save nothing. ``places``: names of the
    municipalities; ``inhabitants``: what is known of them, by municipality."""

    municipalities = TicksField(
        _l("Over which municipalities do we divide the places?"),
        description=_l("Tick none if a place asks no municipality."),
    )
    way = RadioField(_l("How do we divide them?"), default=EVENLY)
    least_one = BooleanField(_l("Every municipality has at least one place"), default=True)
    replaces = BooleanField("", validators=[DataRequired(_l("Tick this, or change the places one by one."))])
    look = SubmitField(_l("See how the places fall"))
    recount = SubmitField(_l("Count again"))
    back = SubmitField(_l("Other numbers"))
    interests: Sequence[Choice] = ()
    places: Mapping[int, str] = {}
    inhabitants: Mapping[int, int] = {}

    @property
    def has_table(self) -> bool:
        """Whether the second step was sent."""
        return self.is_submitted() and any(name.startswith("at_") for name in request.form)

    @property
    def only_looks(self) -> bool:
        return bool(self.look.data or self.recount.data or self.back.data)

    def rows(self) -> list[tuple[int, Field, Field]]:
        """Of each interest its number, and the fields of how many and how."""
        return [(key, self[f"count_{key}"], self[f"filling_{key}"]) for key, _name in self.interests]

    def shares(self) -> list[tuple[int, int, SeatFilling]]:
        """Of each interest with places its number, how many, and how people come to them."""
        return [(key, count.data, SeatFilling(way.data)) for key, count, way in self.rows() if count.data]

    def columns(self) -> list[int]:
        """The municipalities over which is divided, in order, and the whole region."""
        ticked = set(self.municipalities.data or ())
        return [*(key for key in self.places if key in ticked), ANYWHERE]

    def cell(self, interest: int, place: int) -> Field:
        field: Field = self[f"at_{interest}_{place}"]
        return field

    def table(self) -> list[tuple[int, int, int, SeatFilling]]:
        """Of each filled cell its interest, municipality (or ANYWHERE), how many, and how they are filled."""
        return [
            (key, place, self.cell(key, place).data, SeatFilling(way.data))
            for key, _count, way in self.rows()
            for place in self.columns()
            if self.cell(key, place).data
        ]

    def share_out(self) -> SharedOut:
        """Fill the table in by the numbers of the first step."""
        places = self.columns()[:-1] or [ANYWHERE]
        keys = [key for key, _count, _way in self.rows()]
        counts = [count.data or 0 for _key, count, _way in self.rows()]
        by_number = self.way.data == INHABITANTS and places != [ANYWHERE]
        weights = [self.inhabitants[place] if by_number else 1 for place in places]
        found = shared_out(counts, weights, least=int(self.least_one.data and len(places) <= sum(counts)))
        for key, cells in zip(keys, found.table, strict=True):
            for place in self.columns():
                self.cell(key, place).data = dict(zip(places, cells, strict=True)).get(place, 0)
        return found

    def take_counts(self) -> None:
        """The numbers of the first step, as the table has them by now."""
        for key, count, _way in self.rows():
            count.data = sum(self.cell(key, place).data or 0 for place in self.columns())

    def total(self) -> int:
        return sum(count for _key, _place, count, _way in self.table())

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if self.only_looks and "replaces" in self:
            self.replaces.errors = []
            valid = not self.errors
        if not valid:
            return False
        first = self.rows()[0]
        field = self.cell(first[0], self.columns()[0]) if self.has_table else first[1]
        asked = self.total() if self.has_table else sum(count for _key, count, _way in self.shares())
        if not 1 <= asked <= MOST_SEATS:
            field.errors = [*field.errors, _("Together there should be 1 to %(most)s places.", most=MOST_SEATS)]
            return False
        return self.has_table or self._known()

    def _known(self) -> bool:
        """Whether there are numbers of inhabitants to divide by."""
        unknown = [self.places[key] for key in self.columns()[:-1] if key not in self.inhabitants]
        if self.way.data != INHABITANTS or not unknown:
            return True
        self.way.errors = [
            _("We do not know how many people live in: %(names)s. Write it down first.", names=", ".join(unknown))
        ]
        return False


def plan_form(
    *,
    interests: Sequence[Choice],
    municipalities: Sequence[Choice],
    ticked: Any,
    size: int,
    there: int = 0,
    inhabitants: Mapping[int, int] | None = None,
    start: Start | None = None,
) -> PlanForm:
    """Begins with ``start``, or with ``size`` places as evenly as can be. ``there``: how many places the plan has
    already."""
    base, more = divmod(size, max(1, len(interests)))
    fields: dict[str, Any] = {}
    for n, (key, name) in enumerate(interests):
        count, filling = (start or {}).get(key, (base + (n < more), SeatFilling.ASSIGNED))
        fields[f"count_{key}"] = SmallNumberField(
            name, validators=[InputRequired(), NumberRange(0, MOST_SEATS)], default=count
        )
        fields[f"filling_{key}"] = SelectField(
            _("How people come there: %(interest)s", interest=name),
            choices=lambda: [(each.value, said) for each, said in FILLINGS.items()],
            default=filling.value,
        )
        for place, where in (*municipalities, (ANYWHERE, _("whole region"))):
            fields[f"at_{key}_{place}"] = SmallNumberField(
                f"{name}, {where}", validators=[Optional(), NumberRange(0, MOST_SEATS)]
            )
    more_about = {"interests": interests, "places": dict(municipalities), "inhabitants": inhabitants or {}}
    form: PlanForm = type("PlanFormOfTheme", (PlanForm,), {**fields, **more_about})(data={"municipalities": ticked})
    form.municipalities.choices = list(municipalities)
    ways = [(EVENLY, _("Evenly")), (INHABITANTS, _("By the number of inhabitants"))]
    form.way.choices = ways if form.inhabitants else ways[:1]
    form.replaces.label.text = ngettext(
        "This replaces the %(num)s place that there is now.",
        "This replaces the %(num)s places that there are now.",
        there,
    )
    if not there:
        del form.replaces
    return form
