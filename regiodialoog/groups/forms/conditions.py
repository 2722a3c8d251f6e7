"""What the bureau fills in about who may sit: the conditions, who meets them, doubles and households."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from regiodialoog.core.forms import Form, text
from regiodialoog.groups.models import Condition, Registration
from regiodialoog.groups.queries.eligibility import Invited
from regiodialoog.organisations.forms import RowForm

SAID = {"": None, "y": True, "n": False}
_SAYS = {value: key for key, value in SAID.items()}


class ConditionsForm(RowForm):
    asks_place = BooleanField(
        _l("Lives or works in a municipality that takes part"),
        description=_l("Signing up then asks it. It does not matter for who is invited on behalf of an organisation."),
    )
    asks_no_office = BooleanField(_l("Is no council member, no member of a college, and does not work at the bureau"))
    one_per_household = BooleanField(
        _l("At most one person of a household sits in the group"),
        description=_l("Signing up then asks postcode and house number. Ask it only if you need it."),
    )


class MergeForm(Form):
    reason = text(
        _l("How do you know that they are one person?"),
        limit=500,
        rows=3,
        description=_l("Only the bureau reads this. It is wiped with the answers."),
    )


class TakeApartForm(Form):
    reason = text(
        _l("Why do they not form a household?"),
        limit=500,
        rows=3,
        description=_l("For instance: a care home, or student rooms. Write no names and no address."),
    )


def met_form(
    asked: Sequence[tuple[Registration | Invited, Sequence[Condition]]], labels: Mapping[Condition, Any]
) -> Any:
    """A form with a choice per person and condition: yes, no, or not known."""
    choices = [("", _("not known")), ("y", _("yes")), ("n", _("no"))]
    fields = {
        f"{condition.value}_{row.id}": SelectField(
            labels[condition], choices=lambda: choices, default=_SAYS[row.meets(condition)]
        )
        for row, conditions in asked
        for condition in conditions
    }
    return type("MetForm", (Form,), fields)()


def met_by(form: Any, row: Registration | Invited, asked: Sequence[Condition]) -> dict[Condition, bool | None]:
    """What was chosen for one person."""
    return {each: SAID[form[f"{each.value}_{row.id}"].data] for each in asked}
