"""Single transferable vote: who reaches the quota is elected and what is over moves on; else who is last goes out.

Source: weighted inclusive Gregory, as in Scottish local elections (Scottish Local Government Elections Order 2011), but
in exact fractions instead of five decimals, and without looking back at earlier rounds when it is equal. Quota (Droop):
the whole part of ballots / (seats + 1), plus 1. Of those elected the largest surplus moves first, all ballots at the
value surplus / votes. Equal ranks share a ballot. Who is on no ballot takes no part. Tie: an equal surplus or an equal
last place, when it matters who goes first.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from regiodialoog.engines.tally.choosing import Chosen, check_options, check_seats, choose, read_seats
from regiodialoog.engines.tally.irv import listed
from regiodialoog.engines.tally.pollfile import PollFile, only
from regiodialoog.engines.tally.rankings import Ranking, alike, best_of, first_choices, read_rankings
from regiodialoog.engines.tally.result import N_, Counts, Result, Step
from regiodialoog.engines.tally.ties import Turn, settle
from regiodialoog.engines.tally.turnout import TURNOUT, read_quorum

OPTIONS = TURNOUT | {"seats"}
Pile = Mapping[Ranking, Fraction]


def read_rule(rule: Mapping[str, Any]) -> tuple[int, Fraction]:
    """Seats and quorum. Raises BadPoll."""
    only(rule, OPTIONS)
    return read_seats(rule), read_quorum(rule)


@dataclass(frozen=True)
class Round:
    """``piles``: what ballots lie with whom at what value, of everybody who is in or whose surplus has to move;
    ``left``: who can still be elected."""

    piles: Mapping[str, Pile]
    left: frozenset[str]
    winners: frozenset[str] = frozenset()

    @property
    def key(self) -> Hashable:
        piles = frozenset((option, frozenset(pile.items())) for option, pile in self.piles.items())
        return piles, self.left, self.winners

    def votes(self) -> dict[str, Fraction]:
        return {option: sum(pile.values(), Fraction(0)) for option, pile in self.piles.items()}


@dataclass(frozen=True)
class Election:
    titles: Mapping[str, str]
    seats: int
    quota: int

    def turn(self, now: Round) -> Turn[Round] | None:
        """The next thing that happens."""
        vacant = self.seats - len(now.winners)
        if not vacant or not now.left:
            return None
        votes = now.votes()
        told = Step(N_("Votes: %(votes)s."), {"votes": listed(self.titles, votes)})
        reached = [option for option in self.titles if option in now.left and votes[option] >= self.quota]
        if reached or len(now.left) <= vacant:
            more = reached or now.left
            says = N_("With the quota: %(options)s.") if reached else N_("No more are left than seats: %(options)s.")
            kept = {each: pile for each, pile in now.piles.items() if each not in more or votes[each] > self.quota}
            elected = Round(kept, now.left.difference(more), now.winners.union(more))
            return Turn({"": elected}, {"": (told, self._step(says, more))})
        if over := now.piles.keys() - now.left:
            most = max(votes[option] for option in over)
            first = [option for option in over if votes[option] == most]
            return self._nexts(now, first, (most - self.quota) / most, N_("The surplus moves on of %(options)s."), ())
        least = min(votes[option] for option in now.left)
        last = [option for option in self.titles if option in now.left and votes[option] == least]
        if least == 0 and len(now.left) - len(last) >= vacant:
            nobody = {option: pile for option, pile in now.piles.items() if option not in last}
            out = Round(nobody, now.left.difference(last), now.winners)
            return Turn({"": out}, {"": (told, self._step(N_("Out: %(options)s."), last))})
        return self._nexts(now, last, Fraction(1), N_("Out: %(options)s."), (told,))

    def _nexts(
        self, now: Round, options: Iterable[str], value: Fraction, says: str, told: tuple[Step, ...]
    ) -> Turn[Round]:
        return Turn(
            {option: moved(now, option, value) for option in options},
            {option: (*told, self._step(says, [option])) for option in options},
        )

    def _step(self, says: str, options: Iterable[str]) -> Step:
        return Step(says, {"options": ", ".join(self.titles[each] for each in self.titles if each in set(options))})


def count(poll: PollFile) -> Result:
    """Count a poll file of this rule. Raises BadPoll."""
    seats, quorum = read_rule(poll.rule)
    check_options(poll)
    check_seats(poll, seats)
    rankings = read_rankings(poll)

    def decide(_firsts: Counts) -> Chosen:
        ballots = alike(rankings)
        whole = sum(ballots.values())
        quota = whole // (seats + 1) + 1
        steps = [Step(N_("%(votes)s ballots for %(seats)s seats: the quota is %(quota)s."),
                      {"votes": whole, "seats": seats, "quota": quota})]  # fmt: skip
        election = Election(poll.options, seats, quota)
        winners, tied = settle(start(ballots), election.turn, poll.options, steps)
        return Chosen(winners, [tied] if tied else [], steps)

    return choose(poll, quorum, first_choices(rankings), decide)


def start(ballots: Mapping[Ranking, int]) -> Round:
    """Every ballot with its first choice."""
    named = frozenset(option for ranking in ballots for rank in ranking for option in rank)
    piles: dict[str, dict[Ranking, Fraction]] = {option: {} for option in named}
    for ranking, number in ballots.items():
        for option in ranking[0]:
            piles[option][ranking] = Fraction(number, len(ranking[0]))
    return Round(piles, named)


def moved(now: Round, option: str, value: Fraction) -> Round:
    """The pile of an option on its way to who is next on each ballot, at this part of its value."""
    left = now.left - {option}
    piles = {other: dict(pile) for other, pile in now.piles.items() if other != option}
    for ranking, worth in now.piles[option].items():
        to = best_of(ranking, left)
        for other in to:
            piles[other][ranking] = piles[other].get(ranking, Fraction(0)) + worth * value / len(to)
    return Round(piles, left, now.winners)
