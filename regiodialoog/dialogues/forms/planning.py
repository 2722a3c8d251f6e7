"""All dates of a theme on one form, with a proposal for those that are not there yet."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field
from wtforms.validators import Optional

from regiodialoog.core import clock
from regiodialoog.dialogues.labels import PHASES
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.organisations.forms import RowForm

WEEKS = {
    PhaseKind.PREPARATION: 4,
    PhaseKind.THEME_CHOICE: 6,
    PhaseKind.MANDATE: 8,
    PhaseKind.RECRUITMENT: 6,
    PhaseKind.COMPOSITION: 3,
    PhaseKind.DIALOGUE: 16,
    PhaseKind.ADVICE: 4,
    PhaseKind.HANDOVER: 6,
}
"""How long a phase takes when nobody says otherwise: a bit more than a year in all, as the first dialogues took."""

Days = dict[PhaseKind, tuple[date, date]]


def suggested_days(start: date) -> Days:
    """Every phase in whole weeks, from the Monday on or after ``start``."""
    monday = start + timedelta(-start.weekday() % 7)
    found: Days = {}
    for kind in PhaseKind:
        end = monday + timedelta(weeks=WEEKS[kind])
        found[kind] = (monday, end - timedelta(days=1))
        monday = end
    return found


class _Phases(RowForm):
    """Two days per phase; both empty: not planned."""

    def __init__(self, *, obj: Theme) -> None:
        super().__init__(obj=obj)
        if self.is_submitted():
            return
        planned: Days = {phase.kind: (phase.starts_on, phase.ends_on) for phase in obj.phases}
        for kind, (first, last) in (planned or suggested_days(clock.today())).items():
            self[f"{kind.value}_from"].data, self[f"{kind.value}_until"].data = first, last

    def rows(self) -> list[tuple[Any, Field, Field]]:
        """The name of a phase and its two fields, in order."""
        return [(PHASES[kind], self[f"{kind.value}_from"], self[f"{kind.value}_until"]) for kind in PhaseKind]

    def days(self) -> Days:
        found = {}
        for kind in PhaseKind:
            first, last = self[f"{kind.value}_from"].data, self[f"{kind.value}_until"].data
            if first and last:
                found[kind] = (first, last)
        return found

    def validate(self, extra_validators: Any = None) -> bool:
        """Every fault is told at the field of the phase it is about."""
        good: bool = super().validate(extra_validators)
        if not good:
            return False
        faults = [*self._halves(), *self._out_of_order()]
        for field, message in faults:
            field.errors = [*field.errors, message]
        return not faults

    def _halves(self) -> list[tuple[Field, str]]:
        faults = []
        for _name, first, last in self.rows():
            if bool(first.data) != bool(last.data):
                empty = last if first.data else first
                faults.append((empty, _("Fill in both days of this phase, or none.")))
        return faults

    def _out_of_order(self) -> list[tuple[Field, str]]:
        faults: list[tuple[Field, str]] = []
        before: tuple[Any, date] | None = None
        for name, first, last in self.rows():
            if not (first.data and last.data):
                continue
            if last.data < first.data:
                faults.append((last, _("The last day cannot come before the first day.")))
            elif before is not None and first.data <= before[1]:
                faults.append((first, _("“%(phase)s” is not over yet on this day.", phase=before[0])))
            before = (name, max(last.data, before[1] if before else last.data))
        return faults


def _fields() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind, name in PHASES.items():
        found[f"{kind.value}_from"] = DateField(_l("%(phase)s: first day", phase=name), validators=[Optional()])
        found[f"{kind.value}_until"] = DateField(_l("%(phase)s: last day", phase=name), validators=[Optional()])
    return found


PhasesForm = type("PhasesForm", (_Phases,), _fields())
