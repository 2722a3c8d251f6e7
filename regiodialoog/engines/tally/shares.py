"""One count of Equal Shares, in exact fractions, with every tie; and how much more money would leave it the same."""

import math
from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction

from regiodialoog.engines.tally.budgets import Wishes, cents
from regiodialoog.engines.tally.result import N_, Step
from regiodialoog.engines.tally.ties import Turn

Line = tuple[Fraction, Fraction]
"""An amount now, and how much it grows for each euro that everybody gets on top."""
ZERO = Fraction(0)
NOTHING: Line = (ZERO, ZERO)


@dataclass(frozen=True)
class Purses:
    """``money`` of one voter of each group; ``prices``: what each option would cost a unit of utility when it was last
    looked at. Money only becomes less, so prices only rise."""

    money: tuple[Line, ...]
    prices: tuple[tuple[str, Line], ...]
    winners: frozenset[str] = frozenset()

    @property
    def key(self) -> Hashable:
        return self.money, self.winners


class Shares:
    """``further``: for that many euros a voter the same things happen, in the same order; at least 1."""

    def __init__(self, wished: Wishes, utility: str, more: int) -> None:
        self.wished = wished
        self.unit = wished.costs if utility == "cost" else dict.fromkeys(wished.costs, 1)
        self.sizes = list(wished.groups.values())
        self.supporters = wished.supporters()
        self.money = Fraction(wished.budget, wished.voters) + more
        self.further = wished.budget

    def start(self) -> Purses:
        purses = ((self.money, Fraction(1)),) * len(self.sizes)
        return Purses(purses, tuple((option, NOTHING) for option in self.wished.costs))

    def turn(self, now: Purses) -> Turn[Purses] | None:
        """Buy what has the lowest price. An option that cannot be paid now cannot be paid later either."""
        best: dict[str, Line] = {}
        known: dict[str, Line] = {}
        waiting = sorted(now.prices, key=lambda each: each[1][0])
        for n, (option, at_least) in enumerate(waiting):
            if best and at_least[0] > min(price for price, _grows in best.values()):
                known.update(waiting[n:])
                break
            price = self._price(option, now.money)
            if price is None:
                continue
            known[option] = price
            lowest = min((each for each, _grows in best.values()), default=price[0])
            if price[0] < lowest:
                best = {}
            if price[0] <= lowest:
                best[option] = price
        if not best:
            return None
        self._stays_lowest(best, known)
        nexts = {option: self._buy(now, option, price, known) for option, price in best.items()}
        return Turn(nexts, {option: (self._step(option, price[0]),) for option, price in best.items()})

    def missing(self) -> dict[str, Fraction]:
        """How much those who want an option have too little for it when nothing can be bought any more. Where equal
        prices do not change what is chosen, the first in the file goes first."""
        state = self.start()
        while (turn := self.turn(state)) is not None:
            state = turn.nexts[next(option for option in self.wished.costs if option in turn.nexts)]
        left = [amount * size for (amount, _grows), size in zip(state.money, self.sizes, strict=True)]
        return {
            option: cost - sum((left[n] for n in self.supporters[option]), ZERO)
            for option, cost in self.wished.costs.items()
            if option not in state.winners
        }

    def _price(self, option: str, money: tuple[Line, ...]) -> Line | None:
        """What each supporter pays for a unit of utility, or all that he has; None when together it is too little."""
        purses = sorted((*money[n], self.sizes[n]) for n in self.supporters[option])
        missing, grows = Fraction(self.wished.costs[option]), ZERO
        left = sum(size for _amount, _growth, size in purses)
        for n, (amount, growth, size) in enumerate(purses):
            if missing <= amount * left:
                part: Line = (missing / left, grows / left)
                for other in purses[:n]:
                    self._stays(part[0] - other[0], part[1] - other[1])
                for other in purses[n:]:
                    self._stays(other[0] - part[0], other[1] - part[1])
                return part[0] / self.unit[option], part[1] / self.unit[option]
            missing -= amount * size
            grows -= growth * size
            left -= size
        self._stays(missing, grows, strictly=True)
        return None

    def _buy(self, now: Purses, option: str, price: Line, known: dict[str, Line]) -> Purses:
        part, grows = price[0] * self.unit[option], price[1] * self.unit[option]
        money = list(now.money)
        for n in self.supporters[option]:
            amount, growth = money[n]
            money[n] = NOTHING if amount < part else (amount - part, growth - grows)
        prices = tuple((other, at_least) for other, at_least in known.items() if other != option)
        return Purses(tuple(money), prices, now.winners | {option})

    def _stays_lowest(self, best: dict[str, Line], known: dict[str, Line]) -> None:
        lowest, growth = next(iter(best.values()))
        for option, (price, grows) in known.items():
            if option in best:
                if grows != growth:
                    self.further = 1
            else:
                self._stays(price - lowest, grows - growth, strictly=True)

    def _stays(self, gap: Fraction, grows: Fraction, *, strictly: bool = False) -> None:
        """That a gap of 0 or more stays so: for how long?"""
        if grows < 0:
            until = gap / -grows
            self.further = max(1, min(self.further, math.ceil(until) if strictly else math.floor(until) + 1))

    def _step(self, option: str, price: Fraction) -> Step:
        part = price * self.unit[option]
        voters = sum(self.sizes[n] for n in self.supporters[option])
        return bought_step(self.wished, option, voters, part)


def bought_step(wished: Wishes, option: str, voters: int, part: Fraction) -> Step:
    return Step(N_("%(option)s: € %(cost)s, from %(voters)s voters; each pays at most € %(part)s."), {
        "option": wished.titles[option], "cost": wished.costs[option], "voters": voters, "part": cents(part),
    })  # fmt: skip
