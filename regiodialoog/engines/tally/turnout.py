"""How many of the roll have to vote, for whatever rule: blank ballots count, and too few is no decision."""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from regiodialoog.engines.tally.pollfile import share
from regiodialoog.engines.tally.result import N_, Step, Value

TURNOUT = frozenset({"quorum", "min_response"})


def read_quorum(rule: Mapping[str, Any]) -> Fraction:
    """The larger of ``quorum`` and ``min_response``, 0 when no such share is asked. Raises BadPoll."""
    asked = [share(rule[name], ("rule", name)) for name in sorted(TURNOUT) if rule.get(name) is not None]
    return max(asked, default=Fraction(0))


def enough_voted(quorum: Fraction, cast: int, roll: int, steps: list[Step]) -> bool:
    """Whether that share of the roll voted; the sentence that says so is added to the steps."""
    if not quorum:
        return True
    enough = cast >= quorum * roll
    needed: dict[str, Value] = {"share": str(quorum), "needed": math.ceil(quorum * roll)}
    reached = N_("At least %(share)s of the roll had to vote, that is %(needed)s. That was reached.")
    missed = N_("At least %(share)s of the roll had to vote, that is %(needed)s. That was not reached.")
    steps.append(Step(reached if enough else missed, needed))
    return enough
