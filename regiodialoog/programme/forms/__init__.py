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

__all__ = [
    "ActivityForm",
    "CalendarFilter",
    "ChallengeForm",
    "DocumentForm",
    "EndForm",
    "FigureForm",
    "GoalForm",
    "GroupForm",
    "LeadForm",
    "LineForm",
    "ListForm",
    "MomentForm",
    "ParticipationForm",
    "PartyForm",
    "ProgrammeFilter",
    "ProgrammeForm",
    "ReplaceLeadForm",
    "SubtrackForm",
]
