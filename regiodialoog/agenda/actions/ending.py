"""What is done or dropped comes off the agenda with a date and a reason; it is never deleted."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext as _

from regiodialoog.agenda.events import ActionEnded, GoalEnded, PartEnded, ThemeEnded
from regiodialoog.agenda.models import AgendaAction, AgendaGoal, AgendaPart, AgendaTheme
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import Event, emit
from regiodialoog.core.rows import assign

_ENDED: dict[type, Callable[[Any], Event]] = {
    AgendaPart: lambda row: PartEnded(subject_id=row.id),
    AgendaTheme: lambda row: ThemeEnded(subject_id=row.id),
    AgendaGoal: lambda row: GoalEnded(subject_id=row.theme_id, goal_id=row.id),
    AgendaAction: lambda row: ActionEnded(subject_id=row.id),
}


def end(row: AgendaPart | AgendaTheme | AgendaGoal | AgendaAction, *, on: date, reason: str) -> None:
    """Take a line off the agenda. Raises Conflict when it already is, Invalid without a reason."""
    if row.ended_on is not None:
        raise Conflict(_("This is already off the agenda."))
    if not reason.strip():
        raise Invalid(_("Write down why this comes off the agenda."))
    assign(row, ended_on=on, end_reason=reason)
    emit(_ENDED[type(row)](row))
