"""Everything that can be done to placements. Each verb flushes and emits an event; none commits."""

from regiodialoog.feasibility.actions.placement import (
    confirm_answer,
    correct_entry,
    record_advice,
    record_answer,
)
from regiodialoog.feasibility.actions.placement_offering import forget_recorder, promote, say_directly, set_rule

__all__ = [
    "confirm_answer",
    "correct_entry",
    "forget_recorder",
    "promote",
    "record_advice",
    "record_answer",
    "say_directly",
    "set_rule",
]
