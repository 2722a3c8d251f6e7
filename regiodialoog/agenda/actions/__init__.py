"""Everything that can be done to the agenda. Each verb flushes and emits an event; none commits."""

from regiodialoog.agenda.actions.document import (
    add_challenge,
    add_development,
    change_agenda,
    change_challenge,
    change_development,
    create_agenda,
)
from regiodialoog.agenda.actions.ending import end
from regiodialoog.agenda.actions.measures import add_figure, add_milestone, change_figure, change_milestone
from regiodialoog.agenda.actions.participation import change_participation, end_participation, start_participation
from regiodialoog.agenda.actions.topics import (
    add_goal,
    change_goal,
    change_part,
    change_theme,
    create_part,
    create_theme,
)
from regiodialoog.agenda.actions.work import change_action, create_action

__all__ = [
    "add_challenge",
    "add_development",
    "add_figure",
    "add_goal",
    "add_milestone",
    "change_action",
    "change_agenda",
    "change_challenge",
    "change_development",
    "change_figure",
    "change_goal",
    "change_milestone",
    "change_part",
    "change_participation",
    "change_theme",
    "create_action",
    "create_agenda",
    "create_part",
    "create_theme",
    "end",
    "end_participation",
    "start_participation",
]
