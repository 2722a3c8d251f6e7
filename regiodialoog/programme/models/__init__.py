"""The tables of the programme: the programme, its opgaven, every line of an opgave, and projects."""

from regiodialoog.programme.models.aims import Bound, ChallengeFigure, ChallengeGoal, ChallengeList, GoalLevel
from regiodialoog.programme.models.people import ChallengeLead, ChallengeParticipation, ChallengeParty, PartyRole
from regiodialoog.programme.models.programme import Challenge, ChallengeGroup, ChallengeKind, Programme
from regiodialoog.programme.models.projects import (
    PROJECT_LIFE,
    Project,
    ProjectCommissioner,
    ProjectMove,
    ProjectParticipation,
    ProjectProposal,
    ProjectState,
)
from regiodialoog.programme.models.work import (
    ChallengeActivity,
    ChallengeDocument,
    ChallengeMoment,
    ChallengeSubtrack,
)

Line = (
    ChallengeActivity
    | ChallengeDocument
    | ChallengeFigure
    | ChallengeGoal
    | ChallengeLead
    | ChallengeList
    | ChallengeParticipation
    | ChallengeParty
    | ChallengeSubtrack
)
"""Anything that stands on the page of an opgave and is kept as a line of its own."""

__all__ = [
    "PROJECT_LIFE",
    "Bound",
    "Challenge",
    "ChallengeActivity",
    "ChallengeDocument",
    "ChallengeFigure",
    "ChallengeGoal",
    "ChallengeGroup",
    "ChallengeKind",
    "ChallengeLead",
    "ChallengeList",
    "ChallengeMoment",
    "ChallengeParticipation",
    "ChallengeParty",
    "ChallengeSubtrack",
    "GoalLevel",
    "Line",
    "PartyRole",
    "Programme",
    "Project",
    "ProjectCommissioner",
    "ProjectMove",
    "ProjectParticipation",
    "ProjectProposal",
    "ProjectState",
]
