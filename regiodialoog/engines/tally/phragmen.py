"""Sequential Phragmén: everybody earns equally, and an option is bought as soon as those who want it have its cost.

Source: Phragmén 1894; Janson, Phragmén's and Thiele's election methods, 2016; with costs: Los, Christoff and Grossi,
Proportional Budget Allocations, 2022. Who bought something starts anew from nothing. The count ends at the first option
that does not fit in the budget any more. With ``seats`` instead of ``budget`` every option costs 1. Options that cost
more than the budget take no part. Tie: two are paid at the same moment, and it matters which is bought first.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from regiodialoog.engines.tally.budgets import Wishes, cents, check_costs, read_budget, wishes
from regiodialoog.engines.tally.choosing import (
    Chosen,
    check_options,
    check_seats,
    choose,
    read_approvals,
    read_seats,
)
from regiodialoog.engines.tally.pollfile import BadPoll, PollFile, only
from regiodialoog.engines.tally.result import N_, Counts, Outcome, Result, Step
from regiodialoog.engines.tally.ties import Turn, settle
from regiodialoog.engines.tally.turnout import TURNOUT, read_quorum

OPTIONS = TURNOUT | {"budget", "seats"}


def read_rule(rule: Mapping[str, Any]) -> tuple[int, bool, Fraction]:
    """The budget, whether it is one of seats, and the quorum. Raises BadPoll."""
    only(rule, OPTIONS)
    if "seats" in rule and "budget" in rule:
        raise BadPoll(("rule", "seats"), "there is either a budget or a number of seats")
    seats = "seats" in rule
    return read_seats(rule) if seats else read_budget(rule), seats, read_quorum(rule)


@dataclass(frozen=True)
class Bought:
    """``since``: the moment at which each group last bought something, in order of the groups. A moment is what
    everybody has earned by then."""

    since: tuple[Fraction, ...]
    winners: frozenset[str] = frozenset()
    ended: bool = False

    @property
    def key(self) -> Hashable:
        return self.since, self.winners, self.ended


class Buying:
    def __init__(self, wished: Wishes) -> None:
        self.wished = wished
        self.sizes = list(wished.groups.values())
        self.supporters = wished.supporters()
        self.voters = {option: sum(self.sizes[n] for n in groups) for option, groups in self.supporters.items()}

    def start(self) -> Bought:
        return Bought((Fraction(0),) * len(self.sizes))

    def turn(self, now: Bought) -> Turn[Bought] | None:
        """Buy what can be bought first; it ends when that does not fit."""
        if now.ended:
            return None
        moments = {each: self._moment(now, each) for each in self.wished.costs if each not in now.winners}
        if not moments:
            return None
        moment = min(moments.values())
        first = [option for option, when in moments.items() if when == moment]
        spent = self.wished.cost(now.winners)
        nexts, steps = {}, {}
        for option in first:
            if spent + self.wished.costs[option] > self.wished.budget:
                nexts[option] = Bought(now.since, now.winners, ended=True)
                steps[option] = [Step(N_("%(option)s comes next and does not fit any more."),
                                      {"option": self.wished.titles[option]})]  # fmt: skip
                continue
            buyers = frozenset(self.supporters[option])
            since = tuple(moment if n in buyers else when for n, when in enumerate(now.since))
            nexts[option] = Bought(since, now.winners | {option})
            steps[option] = [Step(N_("%(option)s: paid by %(voters)s voters when each had earned %(amount)s."), {
                "option": self.wished.titles[option], "voters": self.voters[option],
                "amount": cents(moment),
            })]  # fmt: skip
        return Turn(nexts, steps)

    def _moment(self, now: Bought, option: str) -> Fraction:
        spent: dict[Fraction, int] = {}
        for n in self.supporters[option]:
            spent[now.since[n]] = spent.get(now.since[n], 0) + self.sizes[n]
        already = sum((when * voters for when, voters in spent.items()), Fraction(0))
        return (self.wished.costs[option] + already) / self.voters[option]


def count(poll: PollFile) -> Result:
    """Count a poll file of this rule. Raises BadPoll."""
    budget, seats, quorum = read_rule(poll.rule)
    check_options(poll)
    if seats:
        check_seats(poll, budget)
    else:
        check_costs(poll)
    costs = dict.fromkeys(poll.options, 1) if seats else poll.costs
    ballots = read_approvals(poll)

    def decide(_counts: Counts) -> Chosen:
        buying = Buying(wishes(poll, budget, costs, ballots))
        steps: list[Step] = []
        winners, tied = settle(buying.start(), buying.turn, poll.options, steps)
        return Chosen(winners, [tied] if tied else [], steps)

    done = Outcome.ELECTED if seats else Outcome.SELECTED
    return choose(poll, quorum, [dict.fromkeys(named, 1) for named in ballots], decide, done)
