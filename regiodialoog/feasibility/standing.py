"""When a proposal counts as placed: the rules of a region as a function of what the councils said. Pure."""

import enum
from collections.abc import Collection, Iterable
from dataclasses import dataclass


class PlacementState(enum.StrEnum):
    """Where the offer to one council is."""

    OFFERED = "offered"
    COLLEGE_ADVICE = "college_advice"
    PLACED = "placed"
    PLACED_WITH_REMARK = "placed_with_remark"
    NOT_PLACED = "not_placed"
    DOES_NOT_JOIN = "does_not_join"


class RuleKind(enum.StrEnum):
    """Who must have placed it: any council (each for itself), all, a number of them, or nobody but the bureau."""

    EACH = "each"
    ALL = "all"
    NUMBER = "number"
    BUREAU = "bureau"


class Standing(enum.StrEnum):
    """What follows from the rule. CANNOT: some councils have still to answer, but it can no longer be met."""

    WAITING = "waiting"
    PLACED = "placed"
    NOT_PLACED = "not_placed"
    CANNOT = "cannot"


ANSWERS = (
    PlacementState.PLACED,
    PlacementState.PLACED_WITH_REMARK,
    PlacementState.NOT_PLACED,
    PlacementState.DOES_NOT_JOIN,
)
PLACING = frozenset({PlacementState.PLACED, PlacementState.PLACED_WITH_REMARK})


@dataclass(frozen=True)
class Count:
    """``total`` councils take part; ``placed`` placed it, ``refused`` did not or do not join; ``need`` must place it
    (0: the bureau says it)."""

    total: int
    placed: int
    refused: int
    need: int
    standing: Standing

    @property
    def waiting(self) -> int:
        """How many councils have still to answer."""
        return self.total - self.placed - self.refused

    @property
    def to_go(self) -> int:
        """How many must still place it before the rule is met."""
        return max(0, self.need - self.placed)


def needed(kind: RuleKind, number: int | None, total: int) -> int:
    """How many of ``total`` councils must place it. A number larger than there are councils cannot be met."""
    return {RuleKind.EACH: 1, RuleKind.ALL: total, RuleKind.NUMBER: number or total, RuleKind.BUREAU: 0}[kind]


def count(
    kind: RuleKind, number: int | None, states: Collection[PlacementState], directly: Iterable[bool] = ()
) -> Count:
    """``directly``: what the bureau said under the rule BUREAU, oldest first; the last one counts."""
    placed = sum(state in PLACING for state in states)
    answered = sum(state in ANSWERS for state in states)
    total, need = len(states), needed(kind, number, len(states))
    said = list(directly)
    if kind is RuleKind.BUREAU:
        standing = Standing.WAITING if not said else Standing.PLACED if said[-1] else Standing.NOT_PLACED
    elif placed >= need:
        standing = Standing.PLACED
    elif answered == total:
        standing = Standing.NOT_PLACED
    elif placed + total - answered < need:
        standing = Standing.CANNOT
    else:
        standing = Standing.WAITING
    return Count(total, placed, answered - placed, need, standing)
