"""Forms of the programme itself, its groups and opgaven."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from regiodialoog.agenda.forms.fields import fuzzy, order, without_empty_number
from regiodialoog.core import clock
from regiodialoog.core.dates import FuzzyDate, parse_fuzzy
from regiodialoog.core.forms import SmallNumberField, line, text
from regiodialoog.organisations.forms import FuzzyField, LinesField, RowForm, SourceField
from regiodialoog.programme import queries

PERIOD = _l("As printed, such as 2022, oktober 2024 or doorlopend.")


def kept(now: FuzzyDate | None, typed: str) -> FuzzyDate | None:
    """The date as it was when its words did not change: a form shows words only."""
    return now if now is not None and now.text == typed else fuzzy(typed)


class ProgrammeForm(RowForm):
    title = line(_l("Title"))
    as_of = FuzzyField(_l("Stands as of"), required=True, description=_l("As printed, such as 2025-03 or maart 2025."))
    description = text(_l("What this programme is"), required=False)
    caveat = text(_l("What is missing in it"), required=False, rows=3)
    source = SourceField(_l("Source"))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {"as_of": parse_fuzzy(given["as_of"]), "source": self.source.row}


class GroupForm(RowForm):
    title = line(_l("Title of the group"))
    position = order(_l("Place in the list"))

    def values(self) -> dict[str, Any]:
        return without_empty_number(super().values(), "position")


class ChallengeForm(RowForm):
    title = line(_l("Title of the challenge"))
    group_id = SelectField(_l("Group"), coerce=int)
    position = order(_l("Place in the list"))
    what = text(_l("What is it?"), required=False)
    state_of_affairs = text(_l("How it stands now"), required=False)
    commissioners_note = text(_l("More about who gave the assignment"), required=False, rows=2)
    official_principal = line(_l("Official principal"), required=False)
    period_start = FuzzyField(_l("Runs from"), description=PERIOD)
    period_end = FuzzyField(_l("Runs until"), description=PERIOD)
    follow_up_start = FuzzyField(_l("Follow-up from"), description=PERIOD)
    follow_up_end = FuzzyField(_l("Follow-up until"), description=PERIOD)
    quiet_year = SmallNumberField(
        _l("Year in which colleges and councils have nothing to do"), validators=[Optional(), NumberRange(1900, 2199)]
    )
    timeline_note = text(_l("Remark beside the twelve months"), required=False, rows=2)
    notes = LinesField(_l("Notes"))
    source = SourceField(_l("Source"))

    def __init__(self, *, obj: Any = None) -> None:
        super().__init__(obj=obj)
        self.groups = {group.id: group for group in queries.groups()}
        cycle = [(0, _("none: planning and control"))] if obj is not None and obj.group_id is None else []
        self.group_id.choices = cycle or [(group.id, group.title) for group in self.groups.values()]
        if cycle and not self.is_submitted():
            self.group_id.data = 0

    def values(self) -> dict[str, Any]:
        given = without_empty_number(super().values(), "position")
        given["group"] = self.groups.get(given.pop("group_id"))
        for name in ("period_start", "period_end", "follow_up_start", "follow_up_end"):
            given[name] = kept(getattr(self.row, name, None), given[name])
        return given | {"source": self.source.row}


class EndForm(RowForm):
    """Since when something has ended, and why."""

    on = DateField(_l("Last day"), validators=[InputRequired()], default=clock.today)
    why = text(_l("Why?"), rows=3, limit=1000, description=_l("Everybody can read this."))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {"on": given["on"], "reason": given["why"]}
