"""The dates of a theme."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from flask_babel import gettext as _

from regiodialoog.core.errors import Invalid
from regiodialoog.core.events import emit
from regiodialoog.dialogues.actions.themes import must_run, touch
from regiodialoog.dialogues.events import PhasesPlanned
from regiodialoog.dialogues.models import ORDER, PhaseKind, Theme, ThemePhase

Days = Mapping[PhaseKind, tuple[date, date]]
"""First and last day of each phase that is planned."""


def plan_phases(theme: Theme, days: Days) -> None:
    """Set the dates of every phase; one that is left out is not planned. Raises Invalid when a phase ends before it
    begins, or begins before an earlier one is over; Conflict for a theme that has ended."""
    must_run(theme)
    _check(days)
    there = {phase.kind: phase for phase in theme.phases}
    changed = [kind for kind in PhaseKind if _days(there.get(kind)) != days.get(kind)]
    for kind in changed:
        if kind not in days:
            theme.phases.remove(there[kind])
        elif kind in there:
            there[kind].starts_on, there[kind].ends_on = days[kind]
        else:
            theme.phases.append(ThemePhase(kind=kind, starts_on=days[kind][0], ends_on=days[kind][1]))
    if changed:
        touch(theme)
        theme.phases.sort(key=lambda phase: ORDER[phase.kind])
        emit(PhasesPlanned(subject_id=theme.id, fields=tuple(kind.value for kind in changed)))


def _days(phase: ThemePhase | None) -> tuple[date, date] | None:
    return None if phase is None else (phase.starts_on, phase.ends_on)


def _check(days: Days) -> None:
    if any(first > last for first, last in days.values()):
        raise Invalid(_("A phase cannot end before it begins."))
    in_order = [days[kind] for kind in PhaseKind if kind in days]
    if any(later[0] <= earlier[1] for earlier, later in pairwise(in_order)):
        raise Invalid(_("A phase begins after the one before it is over."))
