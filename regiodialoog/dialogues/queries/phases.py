"""In which phase a theme is, by the clock: computed from its dates, never stored."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regiodialoog.core import clock
from regiodialoog.dialogues.models import PhaseKind, Theme, ThemeOrigin, ThemePhase


class Moment(enum.StrEnum):
    """Where today stands among the dates of a theme. BETWEEN: one phase is over and the next has not begun."""

    UNPLANNED = "unplanned"
    BEFORE = "before"
    DURING = "during"
    BETWEEN = "between"
    FINISHED = "finished"


@dataclass(frozen=True)
class Standing:
    """``phase`` is the phase that runs on that day, None but DURING; ``next`` the first that has still to begin."""

    moment: Moment
    phase: ThemePhase | None = None
    next: ThemePhase | None = None

    @property
    def is_over(self) -> bool:
        return self.moment is Moment.FINISHED

    @property
    def kind(self) -> PhaseKind | None:
        return None if self.phase is None else self.phase.kind


def standing(phases: Sequence[ThemePhase], *, on: date | None = None) -> Standing:
    """Where a day (today unless given) stands among the phases of one theme."""
    day = on or clock.today()
    ordered = sorted(phases, key=lambda phase: phase.starts_on)
    if not ordered:
        return Standing(Moment.UNPLANNED)
    coming = next((phase for phase in ordered if phase.starts_on > day), None)
    running = next((phase for phase in ordered if phase.starts_on <= day <= phase.ends_on), None)
    if running is not None:
        return Standing(Moment.DURING, running, coming)
    if coming is None:
        return Standing(Moment.FINISHED)
    return Standing(Moment.BEFORE if coming is ordered[0] else Moment.BETWEEN, None, coming)


def phases_of(theme: Theme) -> list[PhaseKind]:
    """The phases that a theme goes through: the councils choose no theme that was chosen before, or stands in the
    agenda."""
    chosen = theme.origin in (ThemeOrigin.FROM_AGENDA, ThemeOrigin.CHOSEN_BY_COUNCILS)
    return [kind for kind in PhaseKind if not (chosen and kind is PhaseKind.THEME_CHOICE)]


def phase_of(theme: Theme, kind: PhaseKind) -> ThemePhase | None:
    """The dates of one phase, or None while they are not planned."""
    return next((phase for phase in theme.phases if phase.kind is kind), None)


def is_in(theme: Theme, *kinds: PhaseKind, on: date | None = None) -> bool:
    """Whether an active theme is in one of these phases on a day (today unless given)."""
    return theme.is_active and standing(theme.phases, on=on).kind in kinds


def is_between(theme: Theme, first: PhaseKind, last: PhaseKind, *, on: date | None = None) -> bool:
    """Whether a day (today unless given) lies from the first day of one phase to the last day of another, both planned,
    of an active theme. The days between two phases count."""
    begins, ends = phase_of(theme, first), phase_of(theme, last)
    if begins is None or ends is None or not theme.is_active:
        return False
    return begins.starts_on <= (on or clock.today()) <= ends.ends_on
