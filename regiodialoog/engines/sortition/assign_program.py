"""The integer programs behind ``assign``: how many people of which kind take a place of which spot.

Four goals, each solved with the result of the one before as a demand:

1. most places filled now, and then most of the later ones;
2. the quotas of the whole table missed by as few people as can be, the later places being filled as well as can be;
3. of each value so many now that nothing is asked of the rest beyond its share (``Shares``);
4. most evenings.

Whoever takes a later place is no choice yet: they only show that the rest can be filled so.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.sparse import csc_array

from regiodialoog.engines.sortition.people import Quota
from regiodialoog.engines.sortition.pool import Numbers
from regiodialoog.engines.sortition.programs import EXACT, program, whole_solution

Pair = tuple[str, str]
Spot = tuple[Hashable, Hashable | None]
"""Interest and place of an opening; place None takes somebody from anywhere."""


class Alike(NamedTuple):
    interest: Hashable
    place: Hashable
    answers: tuple[Pair, ...]
    evenings: int
    later: bool


Sort = frozenset[Alike]
"""Of a household: the types of who lives there; empty for who need not be told apart."""
Kind = tuple[Alike, Sort]
Way = tuple[Kind, Spot]


@dataclass(frozen=True)
class Table:
    """How many people there are of each kind, places of each spot (now and later), and households of each sort.
    ``have``: of how many who sit each answer is known, ``sit`` of them; ``unknown``: how many places somebody takes of
    whom no answer is known yet."""

    kinds: Mapping[Kind, int]
    spots: Mapping[Spot, int]
    later: Mapping[Spot, int]
    homes: Mapping[Sort, int]
    have: Counter[Pair]
    sit: int
    unknown: int


@dataclass(frozen=True)
class Best:
    """``ways``: how many people by way, those with none left out. ``whole``: by quota how many with its value sit in
    the end, as far as known; ``missed``: whether that is too few or too many."""

    ways: dict[Way, int]
    whole: list[int]
    missed: list[bool]


@dataclass(frozen=True)
class Shares:
    """With ``now`` places filled of ``all`` places, a quota asks of those its minimum · now/all at least and its
    maximum · now/all at most. Within these bounds, and only there, the rest is left bounds that hold its own share of
    minimum and maximum: so no demand comes to weigh on who is drawn later. A miss is counted in people · all, which
    is a whole number."""

    now: int
    all: int

    def miss(self, quota: Quota, count: int) -> int:
        return max(0, quota.minimum * self.now - count * self.all, count * self.all - quota.maximum * self.now)

    def best(self, quota: Quota) -> tuple[int, int]:
        """The least and the greatest count that miss the share least. From there a first person costs part of ``all``,
        every other one all of it."""
        low, high = -(-quota.minimum * self.now // self.all), quota.maximum * self.now // self.all
        if low > high:  # no whole number lies within
            down, up = self.miss(quota, high), self.miss(quota, low)
            return (high if down <= up else low), (low if up <= down else high)
        return low, high


def best(table: Table, quotas: Sequence[Quota]) -> Best:
    now = _ways(table.kinds, table.spots)
    later = _ways(_without_evenings(table.kinds), table.later)
    made = _Program(table, quotas, now, later)
    filled = made.solved(made.filling)
    taken = int(filled[: len(now)].sum())
    rest = sum(table.later.values()) + table.unknown
    shares = Shares(table.sit + taken, table.sit + taken + rest)
    found = made.solved(made.filling, made.meeting, *([made.sharing] if rest else []), made.coming, shares=shares)
    counts = [int(each) for each in found]
    return Best(
        {way: count for way, count in zip(now, counts, strict=False) if count},
        [
            table.have[quota.feature, quota.value]
            + sum(
                count for way, count in zip([*now, *later], counts, strict=False) if _pair(quota) in way[0][0].answers
            )
            for quota in quotas
        ],
        [bool(counts[made.below + q] or counts[made.above + q]) for q in range(len(quotas))],
    )


def _ways(kinds: Mapping[Kind, int], spots: Mapping[Spot, int]) -> list[Way]:
    return [
        (kind, spot)
        for kind in kinds
        for spot in spots
        if kind[0].interest == spot[0] and spot[1] in (None, kind[0].place)
    ]


def _without_evenings(kinds: Mapping[Kind, int]) -> dict[Kind, int]:
    """Who can take a later place, whatever the evenings: it is not asked yet when they can come."""
    found: Counter[Kind] = Counter()
    for kind, count in kinds.items():
        if kind[0].later:
            found[_group(kind)] += count
    return dict(found)


def _group(kind: Kind) -> Kind:
    return kind[0]._replace(evenings=0), kind[1]


def _pair(quota: Quota) -> Pair:
    return quota.feature, quota.value


Goal = Callable[[Shares | None], Numbers]


class _Program:
    """Columns: the ways now and later; then per quota how many people it is missed by below and above, how many of its
    value those may bring of whom nothing is known, and by how many people its share is missed below and above: the
    first of them apart from the others."""

    def __init__(self, table: Table, quotas: Sequence[Quota], now: list[Way], later: list[Way]) -> None:
        self.table, self.quotas, self.now, self.later = table, quotas, now, later
        ways, q = len(now) + len(later), len(quotas)
        self.below, self.above, self.brought, self.first, self.short = (ways + n * q for n in (0, 1, 2, 3, 5))
        self.columns = ways + 7 * q

    def solved(self, *goals: Goal, shares: Shares | None = None) -> Numbers:
        """Maximise the goals one after the other; the last rows of the program are the goals."""
        rows = _Rows()
        self._places(rows)
        self._demands(rows)
        if shares is not None:
            self._shares(rows, shares)
        gains = [goal(shares) for goal in goals]
        for gain in gains:
            rows.add(((int(n), float(gain[n])) for n in np.flatnonzero(gain)), -np.inf, np.inf)
        found = np.zeros(self.columns)
        if not self.columns:
            return found
        matrix, low, high = rows.matrix(self.columns)
        least, most = np.zeros(self.columns), self._most()
        for n, gain in enumerate(gains):
            solution = whole_solution(
                program(gain, matrix, low=low, high=high, least=least, most=most, whole=True, options=EXACT)
            )
            if solution is None:
                raise RuntimeError("nobody on any place is always possible")
            found = solution
            low[len(low) - len(gains) + n] = float(gain @ found) - 0.5
        return found

    # ── goals ──

    def filling(self, _shares: Shares | None) -> Numbers:
        gain = np.zeros(self.columns)
        gain[: len(self.now)] = sum(self.table.later.values()) + 1.0
        gain[len(self.now) : self.below] = 1.0
        return gain

    def meeting(self, _shares: Shares | None) -> Numbers:
        gain = np.zeros(self.columns)
        gain[self.below : self.brought] = -1.0
        return gain

    def sharing(self, shares: Shares | None) -> Numbers:
        gain = np.zeros(self.columns)
        if shares is not None:
            gain[self.short :] = -float(shares.all)
            for q, quota in enumerate(self.quotas):
                low, high = shares.best(quota)
                gain[self.first + 2 * q] = float(shares.miss(quota, low) - shares.miss(quota, low - 1))
                gain[self.first + 2 * q + 1] = float(shares.miss(quota, high) - shares.miss(quota, high + 1))
        return gain

    def coming(self, _shares: Shares | None) -> Numbers:
        gain = np.zeros(self.columns)
        gain[: len(self.now)] = [float(kind[0].evenings) for kind, _spot in self.now]
        return gain

    # ── rows ──

    def _places(self, rows: "_Rows") -> None:
        """Nobody sits twice, no place is taken twice, and of a household one sits at most."""
        people: dict[Hashable, list[int]] = defaultdict(list)
        groups = _without_evenings(self.table.kinds) if self.later else {}
        for n, (kind, spot) in enumerate([*self.now, *self.later]):
            is_now = n < len(self.now)
            if is_now:
                people["kind", kind].append(n)
            if _group(kind) in groups:
                people["group", _group(kind)].append(n)
            people["now" if is_now else "later", spot].append(n)
            if kind[1]:
                people["home", kind[1]].append(n)
        most: dict[Hashable, int] = {("kind", kind): count for kind, count in self.table.kinds.items()}
        most |= {("group", kind): count for kind, count in groups.items()}
        most |= {("now", spot): count for spot, count in self.table.spots.items()}
        most |= {("later", spot): count for spot, count in self.table.later.items()}
        most |= {("home", sort): count for sort, count in self.table.homes.items()}
        for key, columns in people.items():
            rows.add(((n, 1.0) for n in columns), -np.inf, float(most[key]))

    def _demands(self, rows: "_Rows") -> None:
        """Of whom nothing is known, each brings one value of every feature at most."""
        for q, quota in enumerate(self.quotas):
            have = self.table.have[_pair(quota)]
            of_it = [(n, 1.0) for n in self._with(quota, [*self.now, *self.later])]
            of_it += [(self.below + q, 1.0), (self.brought + q, 1.0), (self.above + q, -1.0)]
            rows.add(of_it, quota.minimum - have, quota.maximum - have)
        for feature in dict.fromkeys(quota.feature for quota in self.quotas):
            of_it = [(self.brought + q, 1.0) for q, quota in enumerate(self.quotas) if quota.feature == feature]
            rows.add(of_it, -np.inf, float(self.table.unknown))

    def _shares(self, rows: "_Rows", shares: Shares) -> None:
        for q, quota in enumerate(self.quotas):
            low, high = shares.best(quota)
            have, at = self.table.have[_pair(quota)], 2 * q
            of_it = [(n, 1.0) for n in self._with(quota, self.now)]
            of_it += [(first + at, 1.0) for first in (self.first, self.short)]
            of_it += [(first + at + 1, -1.0) for first in (self.first, self.short)]
            rows.add(of_it, low - have, high - have)

    def _with(self, quota: Quota, ways: Sequence[Way]) -> list[int]:
        return [n for n, (kind, _spot) in enumerate(ways) if _pair(quota) in kind[0].answers]

    def _most(self) -> Numbers:
        """So many of each column at most: with finite bounds the solver is up to thirty times as fast (measured)."""
        table, q = self.table, len(self.quotas)
        groups = _without_evenings(table.kinds)
        now = [min(table.kinds[kind], table.spots[spot]) for kind, spot in self.now]
        later = [min(groups[kind], table.later[spot]) for kind, spot in self.later]
        people = sum(table.spots.values()) + sum(table.later.values()) + sum(table.have.values())
        endless = people + sum(quota.minimum for quota in self.quotas) + 1
        off = np.r_[np.ones(2 * q), np.full(2 * q, endless)]
        bounds = [now, later, np.full(2 * q, endless), np.full(q, table.unknown), off]
        return np.concatenate([np.array(each, dtype=float) for each in bounds])


class _Rows:
    """The rows of a program as they come."""

    def __init__(self) -> None:
        self.entries: list[tuple[int, int, float]] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def add(self, entries: Iterable[tuple[int, float]], low: float, high: float) -> None:
        self.entries += [(len(self.low), column, value) for column, value in entries]
        self.low.append(low)
        self.high.append(high)

    def matrix(self, columns: int) -> tuple[csc_array, Numbers, Numbers]:
        rows, places, values = zip(*self.entries, strict=True) if self.entries else ((), (), ())
        made = csc_array((values, (rows, places)), shape=(len(self.low), columns))
        return made, np.array(self.low, dtype=float), np.array(self.high, dtype=float)
