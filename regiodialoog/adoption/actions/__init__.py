"""Everything that can be done to moments and decisions. Each verb flushes and emits an event; none commits."""

from regiodialoog.adoption.actions.decisions import (
    confirm_decision,
    correct_decision,
    record_decision,
    record_project_decision,
)
from regiodialoog.adoption.actions.moments import (
    add_kind,
    change_kind,
    correct_moment,
    hold_moment,
    plan_moment,
    record_from_source,
    settle_moment,
)

__all__ = [
    "add_kind",
    "change_kind",
    "confirm_decision",
    "correct_decision",
    "correct_moment",
    "hold_moment",
    "plan_moment",
    "record_decision",
    "record_from_source",
    "record_project_decision",
    "settle_moment",
]
