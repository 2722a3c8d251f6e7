"""What the rules share that choose a set within a budget: costs, and who wants what, equal ballots together."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from regiodialoog.engines.tally.pollfile import BadPoll, PollFile, at_least_one

LARGEST = 10**12


@dataclass(frozen=True)
class Wishes:
    """``costs``: of the options that somebody wants and the whole budget can pay, in the order of the file; ``groups``:
    what equal ballots want of those, and how many say so; ``voters``: all ballots, blank ones too."""

    titles: Mapping[str, str]
    budget: int
    costs: Mapping[str, int]
    groups: Mapping[tuple[str, ...], int]
    voters: int

    def cost(self, options: Iterable[str]) -> int:
        return sum(self.costs[option] for option in options)

    def supporters(self) -> dict[str, list[int]]:
        """The groups that want each option, by number."""
        found: dict[str, list[int]] = {option: [] for option in self.costs}
        for n, wanted in enumerate(self.groups):
            for option in wanted:
                found[option].append(n)
        return found


def read_budget(rule: Mapping[str, Any]) -> int:
    """In whole euros. Raises BadPoll."""
    if "budget" not in rule:
        raise BadPoll(("rule",), '"budget" is missing here')
    return _not_too_large(at_least_one(rule["budget"], ("rule", "budget")), ("rule", "budget"))


def _not_too_large(amount: int, place: tuple[str | int, ...]) -> int:
    if amount > LARGEST:
        raise BadPoll(place, f"this must be at most {LARGEST}")
    return amount


def check_costs(poll: PollFile) -> None:
    """Raises BadPoll for an option without a cost."""
    for n, option in enumerate(poll.options):
        if option not in poll.costs:
            raise BadPoll(("options", n), '"cost" is missing here')
        _not_too_large(poll.costs[option], ("options", n, "cost"))


def wishes(poll: PollFile, budget: int, costs: Mapping[str, int], ballots: Sequence[Sequence[str]]) -> Wishes:
    named = frozenset().union(*ballots)
    possible = {option: costs[option] for option in poll.options if option in named and costs[option] <= budget}
    order = {option: n for n, option in enumerate(possible)}
    same = Counter(map(frozenset(possible).intersection, ballots))
    groups = {tuple(sorted(wanted, key=order.__getitem__)): number for wanted, number in same.items() if wanted}
    return Wishes(poll.options, budget, possible, groups, len(ballots))


def cents(amount: Fraction) -> Fraction:
    """An amount upwards to whole cents."""
    return Fraction(-(-amount.numerator * 100 // amount.denominator), 100)
