"""Figures of themes and actions, and the milestones of themes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from regiodialoog.agenda.actions.document import next_position
from regiodialoog.agenda.events import (
    ActionFigureAdded,
    ActionFigureChanged,
    FigureAdded,
    FigureChanged,
    MilestoneAdded,
    MilestoneChanged,
)
from regiodialoog.agenda.models import AgendaAction, AgendaFigure, AgendaMilestone, AgendaTheme
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.errors import Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, store


def add_figure(
    of: AgendaTheme | AgendaAction,
    what: str,
    *,
    value: Decimal | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    unit: str = "",
    position: int | None = None,
) -> AgendaFigure:
    """A number of a theme or an action: one value, or from low to high. Raises Invalid for neither, or both."""
    _check({"value": value, "low": low, "high": high})
    place: dict[str, Any] = {"theme_id": of.id} if isinstance(of, AgendaTheme) else {"action_id": of.id}
    if position is None:
        position = next_position(AgendaFigure, **place)
    figure = AgendaFigure(what=what, value=value, low=low, high=high, unit=unit, position=position, **place)
    store(figure)
    added = FigureAdded if isinstance(of, AgendaTheme) else ActionFigureAdded
    emit(added(subject_id=of.id, figure_id=figure.id))
    return figure


def change_figure(figure: AgendaFigure, **values: Any) -> None:
    """Change what it says, its numbers, unit or position. Raises Invalid."""
    _check({name: values.get(name, getattr(figure, name)) for name in ("value", "low", "high")})
    if fields := assign(figure, **values):
        changed = FigureChanged if figure.theme_id is not None else ActionFigureChanged
        emit(changed(subject_id=figure.place.id, figure_id=figure.id, fields=fields))


def add_milestone(theme: AgendaTheme, what: str, when: FuzzyDate, *, position: int | None = None) -> AgendaMilestone:
    """Add a milestone, at the end unless ``position`` says otherwise."""
    if position is None:
        position = next_position(AgendaMilestone, theme_id=theme.id)
    milestone = AgendaMilestone(theme_id=theme.id, what=what, when=when, position=position)
    store(milestone)
    emit(MilestoneAdded(subject_id=theme.id, milestone_id=milestone.id))
    return milestone


def change_milestone(milestone: AgendaMilestone, **values: Any) -> None:
    """Change what happens, when, or its position."""
    if fields := assign(milestone, **values):
        emit(MilestoneChanged(subject_id=milestone.theme_id, milestone_id=milestone.id, fields=fields))


def _check(numbers: Mapping[str, Decimal | None]) -> None:
    value, low, high = numbers["value"], numbers["low"], numbers["high"]
    if (low is None) != (high is None) or (value is None) == (low is None):
        raise Invalid(_("Fill in one number, or a number from and a number to."))
    if low is not None and high is not None and high < low:
        raise Invalid(_("The second number cannot be smaller than the first."))
