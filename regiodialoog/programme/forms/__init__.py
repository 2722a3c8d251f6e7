"""Forms of the programme's management rooms, and the filters over its lists."""

from regiodialoog.programme.forms.challenges import ChallengeForm, EndForm, GroupForm, ProgrammeForm
from regiodialoog.programme.forms.filters import CalendarFilter, ProgrammeFilter
from regiodialoog.programme.forms.lines import (
    ActivityForm,
    DocumentForm,
    FigureForm,
    GoalForm,
    LeadForm,
    LineForm,
    ListForm,
    MomentForm,
    ParticipationForm,
    PartyForm,
    ReplaceLeadForm,
    SubtrackForm,
)
from regiodialoog.programme.forms.projects import CorrectProjectForm, JoinForm, MoveProjectForm, ProjectForm

__all__ = [
    "ActivityForm",
    "CalendarFilter",
    "ChallengeForm",
    "CorrectProjectForm",
    "DocumentForm",
    "EndForm",
    "FigureForm",
    "GoalForm",
    "GroupForm",
    "JoinForm",
    "LeadForm",
    "LineForm",
    "ListForm",
    "MomentForm",
    "MoveProjectForm",
    "ParticipationForm",
    "PartyForm",
    "ProgrammeFilter",
    "ProgrammeForm",
    "ProjectForm",
    "ReplaceLeadForm",
    "SubtrackForm",
]
