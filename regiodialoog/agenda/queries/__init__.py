"""Reading the agenda: the document, who takes part, the long list of actions."""

from regiodialoog.agenda.queries.actions import ActionRow, action, action_rows, actions_by_ids, actions_of, search
from regiodialoog.agenda.queries.document import (
    agenda,
    by_ids,
    challenges,
    current_agenda,
    developments,
    figures_of,
    find_agenda,
    goal,
    goals,
    milestones_of,
    part,
    parts,
    theme,
    themes,
)
from regiodialoog.agenda.queries.participation import Stance, Stances, participation, participations_of, stances

__all__ = [
    "ActionRow",
    "Stance",
    "Stances",
    "action",
    "action_rows",
    "actions_by_ids",
    "actions_of",
    "agenda",
    "by_ids",
    "challenges",
    "current_agenda",
    "developments",
    "figures_of",
    "find_agenda",
    "goal",
    "goals",
    "milestones_of",
    "part",
    "participation",
    "participations_of",
    "parts",
    "search",
    "stances",
    "theme",
    "themes",
]
