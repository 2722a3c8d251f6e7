"""Forms of the agenda's management rooms, and the filter over its list."""

from regiodialoog.agenda.forms.lines import ChallengeForm, DevelopmentForm, FigureForm, MilestoneForm
from regiodialoog.agenda.forms.participation import AgendaFilter, EndParticipationForm, ParticipationForm
from regiodialoog.agenda.forms.topics import ActionForm, AgendaForm, EndForm, GoalForm, PartForm, ThemeForm

__all__ = [
    "ActionForm",
    "AgendaFilter",
    "AgendaForm",
    "ChallengeForm",
    "DevelopmentForm",
    "EndForm",
    "EndParticipationForm",
    "FigureForm",
    "GoalForm",
    "MilestoneForm",
    "PartForm",
    "ParticipationForm",
    "ThemeForm",
]
