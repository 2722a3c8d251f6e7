"""Persons: who is first on more than half of the ballots is elected, else one of the two who are first most often.

Source: the vote on persons in Dutch councils (Gemeentewet, section 31, and the councils' own rules): a majority, else a
choice between two, else the lot. Here all of it is on one ranked ballot. Equal ranks share a ballot; in the run-off a
ballot that puts both equally, or names neither, says nothing. Tie: an equal run-off, or it is not clear which two it is
between and that matters. The lot is drawn in public, never by this program.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from regiodialoog.engines.tally.choosing import Chosen, check_options, choose
from regiodialoog.engines.tally.irv import listed, votes_of
from regiodialoog.engines.tally.pollfile import PollFile, only
from regiodialoog.engines.tally.rankings import Ranking, alike, best_of, first_choices, read_rankings
from regiodialoog.engines.tally.result import N_, Result, Step
from regiodialoog.engines.tally.turnout import TURNOUT, read_quorum

OPTIONS = TURNOUT


def read_rule(rule: Mapping[str, Any]) -> Fraction:
    """The quorum. Raises BadPoll."""
    only(rule, OPTIONS)
    return read_quorum(rule)


def count(poll: PollFile) -> Result:
    """Count a poll file of this rule. Raises BadPoll."""
    quorum = read_rule(poll.rule)
    check_options(poll)
    rankings = read_rankings(poll)
    ballots = alike(rankings)
    return choose(poll, quorum, first_choices(rankings), lambda _firsts: _decide(poll.options, ballots))


def _decide(titles: Mapping[str, str], ballots: Mapping[Ranking, int]) -> Chosen:
    firsts = {option: votes for option, votes in votes_of(ballots, frozenset(titles)).items() if votes}
    steps = [Step(N_("First choices: %(votes)s."), {"votes": listed(titles, firsts)})]
    best = max(firsts, key=firsts.__getitem__)
    if firsts[best] * 2 > sum(firsts.values()):
        steps.append(Step(N_("That is more than half for %(option)s."), {"option": titles[best]}))
        return Chosen([best], [], steps)
    pairs = [
        pair for pair in combinations([each for each in titles if each in firsts], 2) if _are_the_two(firsts, pair)
    ]
    winners = set()
    for one, other in pairs:
        votes = duel(ballots, one, other)
        steps.append(Step(N_("%(one)s or %(other)s: %(for)s for the first, %(against)s for the second."), {
            "one": titles[one], "other": titles[other], "for": votes[0], "against": votes[1],
        }))  # fmt: skip
        winners.add(one if votes[0] > votes[1] else other if votes[1] > votes[0] else None)
    if len(winners) == 1 and None not in winners:
        if len(pairs) > 1:
            steps.append(Step(N_("Which two it is between is equal, and makes no difference.")))
        return Chosen([winner for winner in winners if winner is not None], [], steps)
    if len(pairs) == 1:
        return Chosen([], [pairs[0]], steps)
    steps.append(Step(N_("Which two it is between is equal, and makes a difference.")))
    return Chosen([], [_equal_around_the_second(firsts)], steps)


def _are_the_two(firsts: Mapping[str, Fraction], pair: Sequence[str]) -> bool:
    """Whether nobody else has more first choices than one of these two."""
    return all(votes <= min(firsts[each] for each in pair) for option, votes in firsts.items() if option not in pair)


def _equal_around_the_second(firsts: Mapping[str, Fraction]) -> list[str]:
    second = sorted(firsts.values())[-2]
    return [option for option, votes in firsts.items() if votes == second]


def duel(ballots: Mapping[Ranking, int], one: str, other: str) -> tuple[int, int]:
    """How many ballots put the first above the second, and the other way."""
    found = {(one,): 0, (other,): 0}
    for ranking, number in ballots.items():
        best = best_of(ranking, frozenset((one, other)))
        if len(best) == 1:
            found[best] += number
    return found[one,], found[other,]
