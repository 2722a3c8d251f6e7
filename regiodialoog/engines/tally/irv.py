"""Instant run-off: who is last goes out and the ballots move on, until somebody has more than half of what is left.

Source: alternative vote (Ware, 1871; Tideman, Collective Decisions and Voting, 2006). Equal ranks share a ballot.
Several that are last go out together when they have less than the next one even together: it makes no difference.
Tie: who is last is equal, and it matters who goes out first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from regiodialoog.engines.tally.choosing import Chosen, check_options, choose, read_seats
from regiodialoog.engines.tally.pollfile import BadPoll, PollFile, only
from regiodialoog.engines.tally.rankings import Ranking, alike, best_of, first_choices, read_rankings
from regiodialoog.engines.tally.result import N_, Counts, Result, Step
from regiodialoog.engines.tally.ties import Turn, settle
from regiodialoog.engines.tally.turnout import TURNOUT, read_quorum

OPTIONS = TURNOUT


def read_rule(rule: Mapping[str, Any]) -> Fraction:
    """The quorum. Raises BadPoll."""
    only(rule, OPTIONS | {"seats"})
    if read_seats(rule) != 1:
        raise BadPoll(("rule", "seats"), 'this rule elects one; for more seats there is "stv"')
    return read_quorum(rule)


@dataclass(frozen=True)
class Left:
    """Who is still in; one alone has won."""

    options: frozenset[str]

    @property
    def key(self) -> frozenset[str]:
        return self.options

    @property
    def winners(self) -> frozenset[str]:
        return self.options if len(self.options) == 1 else frozenset()


def count(poll: PollFile) -> Result:
    """Count a poll file of this rule. Raises BadPoll."""
    quorum = read_rule(poll.rule)
    check_options(poll)
    rankings = read_rankings(poll)
    ballots = alike(rankings)

    def decide(_firsts: Counts) -> Chosen:
        steps: list[Step] = []
        named = frozenset(option for ranking in ballots for rank in ranking for option in rank)
        winners, tied = settle(Left(named), lambda left: turn(poll.options, ballots, left), poll.options, steps)
        return Chosen(winners, [tied] if tied else [], steps)

    return choose(poll, quorum, first_choices(rankings), decide)


def turn(titles: Mapping[str, str], ballots: Mapping[Ranking, int], left: Left) -> Turn[Left] | None:
    """The next round."""
    if len(left.options) <= 1:
        return None
    votes = votes_of(ballots, left.options)
    order = sorted(votes.values())
    told = Step(N_("Votes: %(votes)s."), {"votes": listed(titles, votes)})
    whole = sum(order, Fraction(0))
    best = max(votes, key=votes.__getitem__)
    if votes[best] * 2 > whole:
        won = Step(N_("More than half of these %(votes)s are for %(option)s."),
                   {"votes": whole, "option": titles[best]})  # fmt: skip
        return Turn({best: Left(frozenset([best]))}, {best: (told, won)})
    last = [option for option in titles if votes.get(option) == order[0]]
    together = len(last) < len(votes) and order[0] * len(last) < order[len(last)]
    nexts = {option: Left(left.options - {option}) for option in last}
    if together:
        nexts = {last[0]: Left(left.options.difference(last))}
    out = {
        option: (told, Step(N_("Out: %(options)s."), {
            "options": ", ".join(titles[each] for each in (last if together else [option]))
        }))
        for option in nexts
    }  # fmt: skip
    return Turn(nexts, out)


def votes_of(ballots: Mapping[Ranking, int], among: frozenset[str]) -> dict[str, Fraction]:
    """What each of these has when every ballot is for the best of them; equal ranks share it."""
    shared: dict[str, dict[int, int]] = {option: {} for option in among}
    for ranking, number in ballots.items():
        best = best_of(ranking, among)
        for option in best:
            of = shared[option]
            of[len(best)] = of.get(len(best), 0) + number
    return {
        option: sum((Fraction(number, parts) for parts, number in of.items()), Fraction(0))
        for option, of in shared.items()
    }


def listed(titles: Mapping[str, str], votes: Mapping[str, Fraction]) -> tuple[tuple[str, Fraction], ...]:
    """Title and votes, the most first."""
    order = sorted((option for option in titles if option in votes), key=lambda option: -votes[option])
    return tuple((titles[option], votes[option]) for option in order)
