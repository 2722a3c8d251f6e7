"""Equal Shares: everybody has an equal part of the budget, and who wants an option pays for it together.

Source: Peters and Skowron, Proportionality and the Limits of Welfarism, 2020; Peters, Pierczyński and Skowron,
Proportional Participatory Budgeting with Additive Utilities, 2021. Of all options that those who want them can pay
together, the next is the one that costs them least for what it gives: at a price ρ for each unit of ``utility`` (the
cost of an option, or 1 for each) everybody pays ρ, or all that is left. ``completion``: while what was chosen
costs less than the budget, everybody gets one euro more and the count starts anew; *until-over-budget* keeps the last
result that the budget could pay, *first-exhaustive* stops at the first to which nothing can be added, *none* does not
begin. Options that cost more than the budget take no part. Tie: equal prices, where it matters who is first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from regiodialoog.engines.tally.budgets import Wishes, cents, check_costs, read_budget, wishes
from regiodialoog.engines.tally.choosing import Chosen, check_options, choose, read_approvals
from regiodialoog.engines.tally.pollfile import BadPoll, PollFile, only
from regiodialoog.engines.tally.result import N_, Outcome, Result, Step, Value
from regiodialoog.engines.tally.shares import Shares
from regiodialoog.engines.tally.ties import TooMany, possible, settle
from regiodialoog.engines.tally.turnout import TURNOUT, read_quorum

OPTIONS = TURNOUT | {"budget", "utility", "completion"}
UNTIL_OVER, FIRST_EXHAUSTIVE, NONE = "until-over-budget", "first-exhaustive", "none"
MANY = 200
"""From so many different ballots on the fast count is worth it."""
Ends = frozenset[frozenset[str]]


@dataclass(frozen=True)
class EqualShares:
    budget: int
    utility: str
    completion: str
    quorum: Fraction


def read_rule(rule: Mapping[str, Any]) -> EqualShares:
    """Raises BadPoll for an option that is not one of this rule, or a value that cannot be."""
    only(rule, OPTIONS)
    utility = rule.get("utility", "cost")
    if utility not in ("cost", "count"):
        raise BadPoll(("rule", "utility"), 'this must be "cost" or "count"')
    completion = rule.get("completion", UNTIL_OVER)
    if completion not in (UNTIL_OVER, FIRST_EXHAUSTIVE, NONE):
        raise BadPoll(("rule", "completion"), f'this must be "{UNTIL_OVER}", "{FIRST_EXHAUSTIVE}" or "{NONE}"')
    return EqualShares(read_budget(rule), utility, completion, read_quorum(rule))


def count(poll: PollFile) -> Result:
    """Count a poll file of this rule. Raises BadPoll."""
    rule = read_rule(poll.rule)
    check_options(poll)
    check_costs(poll)
    ballots = read_approvals(poll)
    marks = [dict.fromkeys(named, 1) for named in ballots]
    return choose(
        poll, rule.quorum, marks, lambda _counts: decide(wishes(poll, rule.budget, poll.costs, ballots), rule),
        Outcome.SELECTED,
    )  # fmt: skip


class Counting:
    """Counts of the same wishes with more and more money; the exact one where the fast one is not sure."""

    def __init__(self, wished: Wishes, utility: str) -> None:
        self.wished, self.utility = wished, utility
        self.bought: Callable[[int], list[tuple[str, Step]] | None] = lambda _more: None
        if len(wished.groups) > MANY:
            from regiodialoog.engines.tally.shares_of_many import Many  # its library takes its time to start

            self.bought = Many(wished, utility).bought

    def ends(self, more: int) -> tuple[Ends, int]:
        """What can be chosen when everybody has ``more`` euros on top, and after how many euros more it can differ."""
        if (bought := self.bought(more)) is not None:
            return frozenset([frozenset(option for option, _step in bought)]), 1
        shares = Shares(self.wished, self.utility, more)
        return possible([shares.start()], shares.turn), shares.further

    def told(self, more: int, steps: list[Step]) -> tuple[str, ...]:
        """The same count in steps; gives its tie."""
        if (bought := self.bought(more)) is not None:
            steps += [step for _option, step in bought]
            return ()
        shares = Shares(self.wished, self.utility, more)
        _winners, tied = settle(shares.start(), shares.turn, self.wished.titles, steps)
        return tied

    def fell_out(self, more: int) -> list[Step]:
        """What was wanted and not chosen, and how much those who want it have too little, the least first. Only where
        the exact count is quick."""
        if len(self.wished.groups) > MANY:
            return []
        shares = Shares(self.wished, self.utility, more)
        missing = sorted((short, option) for option, short in shares.missing().items())
        return [Step(N_("%(option)s, € %(cost)s: those who want it have € %(short)s too little."), {
            "option": self.wished.titles[option], "cost": self.wished.costs[option], "short": cents(short),
        }) for short, option in missing]  # fmt: skip


def decide(wished: Wishes, rule: EqualShares) -> Chosen:
    """Count with more and more money until the completion says that it is enough, and tell the count that is kept."""
    counting = Counting(wished, rule.utility)
    try:
        finals, at = _completed(wished, rule.completion, counting)
    except TooMany:
        finals, at = frozenset[frozenset[str]](), 0
    steps = [_begin(wished, at)]
    tied = counting.told(at, steps)
    if len(finals) != 1:
        sure = frozenset.intersection(*finals) if finals else frozenset[str]()
        return Chosen(sure, [tied or frozenset(wished.costs).union(*finals) - sure], steps)
    (winners,) = finals
    steps.append(Step(N_("Together: € %(cost)s of € %(budget)s."),
                      {"cost": wished.cost(winners), "budget": wished.budget}))  # fmt: skip
    return Chosen(winners, [], [*steps, *counting.fell_out(at)])


def _completed(wished: Wishes, completion: str, counting: Counting) -> tuple[Ends, int]:
    """Everything that the rule can choose: more than one set only when ties decide. And with how many euros on top for
    each. Raises TooMany."""
    finals: set[frozenset[str]] = set()
    kept: Ends = frozenset()
    at, more = 0, 0
    while True:
        ends, further = counting.ends(more)
        over = frozenset(end for end in ends if wished.cost(end) > wished.budget)
        done = frozenset(end for end in ends - over if _is_done(wished, completion, end))
        finals |= done | (kept if over else frozenset())
        if ends == over:
            return frozenset(finals), at
        at, kept = more, ends - over - done
        if not kept:
            return frozenset(finals), at
        more += further


def _begin(wished: Wishes, more: int) -> Step:
    values: dict[str, Value] = {"voters": wished.voters, "budget": wished.budget, "more": more}
    if not more:
        return Step(N_("%(voters)s voters divide € %(budget)s equally."), values)
    return Step(N_(
        "%(voters)s voters divide € %(budget)s equally; to spend more of it everybody counts with € %(more)s on top."
    ), values)  # fmt: skip


def _is_done(wished: Wishes, completion: str, chosen: frozenset[str]) -> bool:
    if completion == NONE or len(chosen) == len(wished.costs):
        return True
    left = wished.budget - wished.cost(chosen)
    exhausted = all(cost > left for option, cost in wished.costs.items() if option not in chosen)
    return completion == FIRST_EXHAUSTIVE and exhausted
