"""One count of Equal Shares for very many ballots: fast, and as exact as the slow one, or it says that it is not sure.

The money of each lies between two whole numbers of a very small unit, and so does every price. Prices of which these do
not tell which is lower are compared exactly where everybody can pay an equal part; else, and for every tie where the
order could matter, it answers nothing, and the exact count takes over (shares.py). What this answers never depends on
rounding.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from regiodialoog.engines.tally.budgets import Wishes
from regiodialoog.engines.tally.result import Step
from regiodialoog.engines.tally.shares import bought_step

BITS = 61
FINER = 40
Whole = npt.NDArray[np.int64]


class Unsure(Exception):
    """Here only exact fractions can decide."""


@dataclass(frozen=True)
class Price:
    """Per unit of utility between ``low`` and ``high``; per supporter between ``least`` and ``most``. ``exact``: per
    unit of utility, known when everybody pays an equal part."""

    low: int
    high: int
    least: int
    most: int
    exact: Fraction | None


class Many:
    def __init__(self, wished: Wishes, utility: str) -> None:
        self.wished = wished
        sizes = np.fromiter(wished.groups.values(), dtype=np.int64)
        self.rows = {option: np.array(groups) for option, groups in wished.supporters().items()}
        self.sizes = {option: sizes[row] for option, row in self.rows.items()}
        self.supporters = {option: int(sizes.sum()) for option, sizes in self.sizes.items()}
        self.unit = dict(wished.costs) if utility == "cost" else dict.fromkeys(wished.costs, 1)

    def bought(self, more: int) -> list[tuple[str, Step]] | None:
        """What is bought when everybody has so many euros on top, in order; None when only fractions can decide."""
        try:
            return self._bought(more)
        except Unsure:
            return None

    def _bought(self, more: int) -> list[tuple[str, Step]]:
        voters = self.wished.voters
        money = self.wished.budget + more * voters  # of each, in parts of a euro divided by the number of voters
        self.bits = BITS - (money * voters).bit_length()
        if self.bits < 1:
            raise Unsure
        self.at_least = np.full(len(self.wished.groups), money << self.bits, dtype=np.int64)
        self.at_most = self.at_least.copy()
        waiting = dict.fromkeys(self.wished.costs, (0, 0, 0))
        order = []
        while lowest := self._lowest(waiting):
            for n, (option, price) in enumerate(lowest.items()):
                if n and not self._all_can_pay(option, price.most):
                    raise Unsure
                row = self.rows[option]
                self.at_least[row] = np.maximum(self.at_least[row] - price.most, 0)
                self.at_most[row] = np.maximum(self.at_most[row] - price.least, 0)
                del waiting[option]
                part = Fraction(price.most, voters << self.bits)
                if price.exact is not None:
                    part = price.exact * self.unit[option] / voters
                order.append((option, bought_step(self.wished, option, self.supporters[option], part)))
        return order

    def _lowest(self, waiting: dict[str, tuple[int, int, int]]) -> dict[str, Price]:
        """The options with the lowest price. ``waiting``: for each at least what it cost when it was last looked at
        (it only rises), to begin with from there; what cannot be paid is taken out."""
        prices: dict[str, Price] = {}
        high = -1
        for option in sorted(waiting, key=lambda each: waiting[each][0]):
            if prices and waiting[option][0] > high:
                break
            price = self._price(option, *waiting[option][1:])
            if price is None:
                del waiting[option]
                continue
            prices[option] = price
            waiting[option] = price.low, price.least, price.most
            high = price.high if high < 0 else min(high, price.high)
        close = {option: price for option, price in prices.items() if price.low <= high}
        if len(close) < 2:
            return close
        exact = {option: price.exact for option, price in close.items() if price.exact is not None}
        if len(exact) < len(close):
            raise Unsure
        return {option: close[option] for option, price in exact.items() if price == min(exact.values())}

    def _price(self, option: str, least: int, most: int) -> Price | None:
        supporters, cost = self.supporters[option], self.wished.costs[option] * self.wished.voters
        whole = cost << self.bits
        equal = whole // supporters
        if self._all_can_pay(option, equal + 1):
            exact = Fraction(cost, supporters * self.unit[option])
            return self._between(option, equal, equal + 1, exact)
        row, sizes = self.rows[option], self.sizes[option]
        rich, poor = self.at_most[row], self.at_least[row]
        rich_worth, poor_worth = rich * sizes, poor * sizes
        if int(rich_worth.sum()) < whole:
            return None
        if int(poor_worth.sum()) < whole:
            raise Unsure
        least = _part(rich, sizes, rich_worth, whole, least)
        return self._between(option, least - 1, _part(poor, sizes, poor_worth, whole, max(least, most)), None)

    def _all_can_pay(self, option: str, part: int) -> bool:
        return int(self.at_least[self.rows[option]].min()) >= part

    def _between(self, option: str, least: int, most: int, exact: Fraction | None) -> Price:
        unit = self.unit[option]
        return Price((least << FINER) // unit, -(-(most << FINER) // unit), least, most, exact)


def _part(purses: Whole, sizes: Whole, worth: Whole, whole: int, part: int) -> int:
    """What everybody pays, or all that he has, to have the whole together, rounded up; ``part`` is not too much."""
    voters, count = int(sizes.sum()), -1
    while True:
        poor = purses < part
        if count == (count := int(np.count_nonzero(poor))):
            return part
        part = max(part, -(-(whole - int(worth[poor].sum())) // (voters - int(sizes[poor].sum()))))
