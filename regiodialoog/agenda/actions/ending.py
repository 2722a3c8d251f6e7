"""What is done or dropped comes off the agenda with a date and a reason; it is never deleted."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext as _

from regiodialoog.agenda import events
from regiodialoog.agenda.models import (
    AgendaAction,
    AgendaChallenge,
    AgendaDevelopment,
    AgendaFigure,
    AgendaGoal,
    AgendaMilestone,
    AgendaPart,
    AgendaTheme,
)
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import Event, emit
from regiodialoog.core.rows import assign

Line = (
    AgendaPart
    | AgendaTheme
    | AgendaGoal
    | AgendaAction
    | AgendaFigure
    | AgendaMilestone
    | AgendaChallenge
    | AgendaDevelopment
)
"""Anything that can come off the agenda."""


def end(row: Line, *, on: date, reason: str) -> None:
    """Take a line off the agenda. Raises Conflict when it already is, Invalid without a reason."""
    if row.ended_on is not None:
        raise Conflict(_("This is already off the agenda."))
    if not reason.strip():
        raise Invalid(_("Write down why this comes off the agenda."))
    assign(row, ended_on=on, end_reason=reason)
    emit(_ENDED[type(row)](row))


def _figure_ended(row: AgendaFigure) -> Event:
    ended = events.FigureEnded if row.theme_id is not None else events.ActionFigureEnded
    return ended(subject_id=row.place.id, figure_id=row.id)


_ENDED: dict[type, Callable[[Any], Event]] = {
    AgendaPart: lambda row: events.PartEnded(subject_id=row.id),
    AgendaTheme: lambda row: events.ThemeEnded(subject_id=row.id),
    AgendaGoal: lambda row: events.GoalEnded(subject_id=row.theme_id, goal_id=row.id),
    AgendaAction: lambda row: events.ActionEnded(subject_id=row.id),
    AgendaFigure: _figure_ended,
    AgendaMilestone: lambda row: events.MilestoneEnded(subject_id=row.theme_id, milestone_id=row.id),
    AgendaChallenge: lambda row: events.ChallengeEnded(subject_id=row.agenda_id, challenge_id=row.id),
    AgendaDevelopment: lambda row: events.DevelopmentEnded(subject_id=row.agenda_id, development_id=row.id),
}
