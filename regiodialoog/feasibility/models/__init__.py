"""The tables of placement."""

from regiodialoog.feasibility.models.placement import (
    NEEDS_REASON,
    WORKFLOW,
    DirectVerdict,
    Offer,
    Placement,
    PlacementEntry,
    PlacementRule,
)
from regiodialoog.feasibility.standing import ANSWERS, PLACING, Count, PlacementState, RuleKind, Standing

__all__ = [
    "ANSWERS",
    "NEEDS_REASON",
    "PLACING",
    "WORKFLOW",
    "Count",
    "DirectVerdict",
    "Offer",
    "Placement",
    "PlacementEntry",
    "PlacementRule",
    "PlacementState",
    "RuleKind",
    "Standing",
]
