"""The tables of the agenda: the agenda itself, its topics, what will be done, and who takes part."""

from regiodialoog.agenda.models.agenda import Agenda, AgendaChallenge, AgendaDevelopment
from regiodialoog.agenda.models.participation import Participation
from regiodialoog.agenda.models.topics import AgendaGoal, AgendaPart, AgendaTheme
from regiodialoog.agenda.models.work import ActionStatus, AgendaAction, AgendaFigure, AgendaMilestone, AgendaPartner

__all__ = [
    "ActionStatus",
    "Agenda",
    "AgendaAction",
    "AgendaChallenge",
    "AgendaDevelopment",
    "AgendaFigure",
    "AgendaGoal",
    "AgendaMilestone",
    "AgendaPart",
    "AgendaPartner",
    "AgendaTheme",
    "Participation",
]
