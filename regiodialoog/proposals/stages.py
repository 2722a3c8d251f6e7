"""How far a proposal came after the group's advice: features above say it, the furthest counts.

A feature writes ``@later_stage(order=50)`` above a function that takes a proposal and answers a badge (words, kind,
icon), or None while it has nothing to tell. A higher ``order`` is further on the way.
"""

from collections.abc import Callable

from regiodialoog.proposals.models import Proposal

Badge = tuple[str, str, str]
LaterStage = Callable[[Proposal], Badge | None]
_stages: list[tuple[int, LaterStage]] = []


def later_stage(*, order: int) -> Callable[[LaterStage], LaterStage]:
    """Register a function ``proposal -> badge or None``."""

    def register(function: LaterStage) -> LaterStage:
        _stages.append((order, function))
        _stages.sort(key=lambda entry: -entry[0])
        return function

    return register


def furthest(proposal: Proposal) -> Badge | None:
    """The badge of the furthest stage after the advice; None for a proposal that has not come beyond it, or that
    not everybody may read."""
    if not proposal.is_open:
        return None
    return next((badge for _order, function in _stages if (badge := function(proposal)) is not None), None)
