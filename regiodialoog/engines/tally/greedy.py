"""Greedy: the most votes for each euro first, as long as it fits. To compare with: it is not proportional.

Source: the usual rule of cities, see Rey and Maly, The (Computational) Social Choice Take on Indivisible Participatory
Budgeting, 2023 (greedy cost welfare per cost). What does not fit is passed over. Tie: as many votes for each euro,
where it matters which is first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from regiodialoog.engines.tally.budgets import Wishes, check_costs, read_budget, wishes
from regiodialoog.engines.tally.choosing import Chosen, check_options, choose, read_approvals
from regiodialoog.engines.tally.pollfile import PollFile, only
from regiodialoog.engines.tally.result import N_, Counts, Outcome, Result, Step
from regiodialoog.engines.tally.ties import Turn, settle
from regiodialoog.engines.tally.turnout import TURNOUT, read_quorum

OPTIONS = TURNOUT | {"budget"}


def read_rule(rule: Mapping[str, Any]) -> tuple[int, Fraction]:
    """Budget and quorum. Raises BadPoll."""
    only(rule, OPTIONS)
    return read_budget(rule), read_quorum(rule)


@dataclass(frozen=True)
class Taken:
    winners: frozenset[str] = frozenset()

    @property
    def key(self) -> frozenset[str]:
        return self.winners


def count(poll: PollFile) -> Result:
    """Count a poll file of this rule. Raises BadPoll."""
    budget, quorum = read_rule(poll.rule)
    check_options(poll)
    check_costs(poll)
    ballots = read_approvals(poll)

    def decide(counts: Counts) -> Chosen:
        wished = wishes(poll, budget, poll.costs, ballots)
        steps: list[Step] = []
        winners, tied = settle(Taken(), lambda now: turn(wished, counts, now), poll.options, steps)
        return Chosen(winners, [tied] if tied else [], steps)

    marks = [dict.fromkeys(named, 1) for named in ballots]
    return choose(poll, quorum, marks, decide, Outcome.SELECTED)


def turn(wished: Wishes, counts: Counts, now: Taken) -> Turn[Taken] | None:
    """The next that fits. What did not fit before does not fit now either: it only becomes fuller."""
    left = wished.budget - wished.cost(now.winners)
    fits = {
        option: Fraction(counts[option], cost)
        for option, cost in wished.costs.items()
        if option not in now.winners and cost <= left
    }
    if not fits:
        return None
    most = max(fits.values())
    best = [option for option, ratio in fits.items() if ratio == most]
    if wished.cost(best) <= left:
        together = Taken(now.winners.union(best))
        return Turn({"": together}, {"": [_step(wished, counts, option) for option in best]})
    return Turn(
        {option: Taken(now.winners | {option}) for option in best},
        {option: [_step(wished, counts, option)] for option in best},
    )


def _step(wished: Wishes, counts: Counts, option: str) -> Step:
    return Step(N_("%(option)s: %(votes)s votes for € %(cost)s."), {
        "option": wished.titles[option], "votes": counts[option], "cost": wished.costs[option],
    })  # fmt: skip
