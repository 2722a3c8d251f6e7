"""Making a group: what stands about it, and a tick for each question that whoever signs up gets."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, Field

from regiodialoog.core.i18n import content
from regiodialoog.groups.forms.composing import GroupForm
from regiodialoog.groups.offered import Offered

ASK, DEMAND = "ask_", "demand_"


class NewGroupForm(GroupForm):
    """``offered``: the questions that can be ticked."""

    offered: Sequence[Offered] = ()

    def rows(self) -> list[tuple[Offered, Field | None, Field | None]]:
        """Of each question the tick of asking it, and that of its demands, where they can be ticked."""
        return [(each, self._fields.get(ASK + each.key), self._fields.get(DEMAND + each.key)) for each in self.offered]

    def is_tick(self, field: Field) -> bool:
        """Whether a field is one of ``rows``."""
        return any(field in (ask, demand) for _each, ask, demand in self.rows())

    def ticked(self) -> list[tuple[Offered, bool]]:
        """The questions that are asked, and whether their demands are made."""
        return [
            (each, demand is not None and bool(demand.data)) for each, ask, demand in self.rows() if ask and ask.data
        ]

    def values(self) -> dict[str, Any]:
        ticks = {field.name for _each, *ticks in self.rows() for field in ticks if field is not None}
        return {name: value for name, value in super().values().items() if name not in ticks}


def new_group_form(offered: Sequence[Offered]) -> NewGroupForm:
    """Ticked is what the setup asks."""
    fields: dict[str, Any] = {"offered": offered}
    for each in offered:
        if each.rules is None:
            continue
        name = content(each.question.feature)
        fields[ASK + each.key] = BooleanField(name, default=each.chosen)
        if each.can_demand:
            label = _("So many people of each answer as there are here: %(feature)s", feature=each.question.feature)
            fields[DEMAND + each.key] = BooleanField(label, default=each.chosen and each.question.demand)
    form: NewGroupForm = type("NewGroup", (NewGroupForm,), fields)()
    return form
