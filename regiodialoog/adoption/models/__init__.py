"""The tables of decision moments and of municipal decisions."""

from regiodialoog.adoption.models.decisions import DECISION_NEEDS_REASON, DecisionOutcome, MunicipalDecision
from regiodialoog.adoption.models.moments import (
    LIFE,
    OUTCOMES,
    REASONED,
    DecidesAs,
    DecisionMoment,
    KindOrigin,
    MomentEntry,
    MomentKind,
    MomentState,
    Outcome,
)

__all__ = [
    "DECISION_NEEDS_REASON",
    "LIFE",
    "OUTCOMES",
    "REASONED",
    "DecidesAs",
    "DecisionMoment",
    "DecisionOutcome",
    "KindOrigin",
    "MomentEntry",
    "MomentKind",
    "MomentState",
    "MunicipalDecision",
    "Outcome",
]
