"""All dates of a theme on one form, with a proposal for those that are not there yet."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field
from wtforms.validators import Optional

from regiodialoog.core import clock
from regiodialoog.core.forms import Form
from regiodialoog.dialogues.labels import PHASES
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.dialogues.queries import phases_of
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

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST = 104
"""Weeks of a phase."""

Days = dict[PhaseKind, tuple[date, date]]


def suggested_days(
    start: date, kinds: Sequence[PhaseKind] = tuple(PhaseKind), weeks: Mapping[PhaseKind, int] | None = None
) -> Days:
    """These phases in whole weeks, from the Monday on or after ``start``; ``weeks``: for those that take another time
    than usual."""
    first = start + timedelta(-start.weekday() % 7)
    found: Days = {}
    for kind in kinds:
        end = first + timedelta(weeks=(weeks or {}).get(kind, WEEKS[kind]))
        found[kind] = (first, end - timedelta(days=1))
        first = end
    return found


def with_sign_up_from(days: Days, first: date) -> Days:
    """The same phases, moved so that signing up begins on this day."""
    moved = first - days[PhaseKind.RECRUITMENT][0]
    return {kind: (begins + moved, ends + moved) for kind, (begins, ends) in days.items()}


def weeks_asked(given: Mapping[str, str]) -> dict[PhaseKind, int]:
    """How many weeks a phase should take, by its key, as an address says it; what makes no sense is left out."""
    return {
        kind: int(given[kind.value])
        for kind in PhaseKind
        if re.fullmatch(r"[1-9][0-9]{0,2}", given.get(kind.value, ""), re.ASCII) and int(given[kind.value]) <= LONGEST
    }


class SignUpFromForm(Form):
    """A GET form that asks for another suggestion: no token, no key."""

    class Meta:
        csrf = False

    aanmelden = DateField(_l("Signing up begins on"), validators=[Optional()])

    def __init__(self, *, formdata: Any) -> None:
        super().__init__(formdata=formdata)
        if self.aanmelden.data and not FIRST_YEAR <= self.aanmelden.data.year <= LAST_YEAR:
            self.aanmelden.data = None


class _Phases(RowForm):
    """Two days per phase; both empty: not planned. ``sign_up_from``: on which day the suggestion lets signing up
    begin."""

    sign_up_from: date | None = None

    def __init__(
        self, *, obj: Theme, sign_up_from: date | None = None, weeks: Mapping[PhaseKind, int] | None = None
    ) -> None:
        """``sign_up_from``: suggest days anew, so that signing up begins then; ``weeks``: anew, with phases of these
        lengths, and signing up on the day that was planned, if one was."""
        super().__init__(obj=obj)
        planned: Days = {phase.kind: (phase.starts_on, phase.ends_on) for phase in obj.phases}
        self.suggested = bool(sign_up_from or weeks) or not planned
        if self.is_submitted():
            return
        if weeks and not sign_up_from and PhaseKind.RECRUITMENT in planned:
            sign_up_from = planned[PhaseKind.RECRUITMENT][0]
        self.sign_up_from = sign_up_from
        if self.suggested:
            planned = suggested_days(clock.today(), phases_of(obj), weeks)
        if sign_up_from:
            planned = with_sign_up_from(planned, sign_up_from)
        for kind, (first, last) in planned.items():
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
