"""Who best takes which open place: the assignment that fills most places, then meets the quotas best, then lets people
come to most evenings. Exact, by three integer programs, each with the result of the one before as a demand.

People who are alike (same interest, municipality, answers and number of evenings) are one type, so the programs do not
grow with the number of people. Within a type the first of the list comes first.

Of one household at most one takes a place. Of those in it who are alike only the first counts. If others are left, the
types of all of them tell households apart: so many households of one sort give at most so many people, and as each has
one of every type, any such choice can be made from different ones.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from scipy.sparse import csc_array

from regiodialoog.engines.sortition.people import Quota
from regiodialoog.engines.sortition.pool import Numbers
from regiodialoog.engines.sortition.programs import EXACT, program, whole_solution


@dataclass(frozen=True)
class Candidate:
    """``answers``: value by feature, as pairs. ``evenings``: on how many of them the person can come. ``home``: whoever
    has the same lives together; "" lives with nobody."""

    id: int
    interest: Hashable
    place: Hashable
    answers: tuple[tuple[str, str], ...] = ()
    evenings: int = 0
    home: str = ""


@dataclass(frozen=True)
class Opening:
    """A place to fill; ``place`` None takes somebody from anywhere."""

    id: int
    interest: Hashable
    place: Hashable | None = None

    def fits(self, candidate: Candidate) -> bool:
        return self.interest == candidate.interest and self.place in (None, candidate.place)


@dataclass(frozen=True)
class Missed:
    """A quota that cannot be met: how many with its value would sit at the table."""

    quota: Quota
    count: int


@dataclass(frozen=True)
class Assignment:
    """``taken``: candidate by opening. ``others``: per opening who else fits, best first. ``missed``: quotas beyond
    reach with most places filled."""

    taken: dict[int, int]
    others: dict[int, list[int]]
    missed: list[Missed] = field(default_factory=list)


T = TypeVar("T")
Alike = tuple[Hashable, Hashable, tuple[tuple[str, str], ...], int]
Sort = frozenset[Alike]
"""Of a household: the types of who lives there; empty for who need not be told apart."""
Kind = tuple[Hashable, Hashable, tuple[tuple[str, str], ...], int, Sort]


def assign(
    candidates: Sequence[Candidate],
    openings: Sequence[Opening],
    quotas: Sequence[Quota],
    *,
    seated: Sequence[tuple[tuple[str, str], ...]] = (),
    others: int = 15,
) -> Assignment:
    """``quotas`` are about everybody at the table; ``seated``: the answers of who sits there already."""
    kinds, left_out, homes = _kinds(candidates)
    spots: dict[tuple[Hashable, Hashable | None], list[Opening]] = defaultdict(list)
    for opening in openings:
        spots[opening.interest, opening.place].append(opening)
    ways = [(kind, spot) for kind in kinds for spot in spots if kind[0] == spot[0] and spot[1] in (None, kind[1])]
    have = Counter(pair for answers in seated for pair in answers)
    sizes = (_counts(kinds), _counts(spots), homes)
    chosen = _chosen(ways, sizes, quotas, have)
    waiting = {kind: list(people) for kind, people in kinds.items()}
    taken: dict[int, int] = {}
    full: set[str] = {""}
    free = {spot: list(places) for spot, places in spots.items()}
    for (kind, spot), count in zip(ways, chosen, strict=True):
        for _one in range(count):
            one = next(each for each in waiting[kind] if not kind[4] or each.home not in full)
            waiting[kind].remove(one)
            full.add(one.home)
            taken[free[spot].pop(0).id] = one.id
    for (_kind, _spot), count in zip(ways, chosen, strict=True):
        have.update(dict.fromkeys(_kind[2], count))
    missed = [
        Missed(quota, have[quota.feature, quota.value])
        for quota in quotas
        if not quota.minimum <= have[quota.feature, quota.value] <= quota.maximum
    ]
    return Assignment(
        taken, _others([*left_out, *(each for all_ in waiting.values() for each in all_)], openings, others), missed
    )


def _kinds(
    candidates: Sequence[Candidate],
) -> tuple[dict[Kind, list[Candidate]], list[Candidate], dict[Sort, int]]:
    """People by type; those for whom somebody alike of their household stands in; how many households of a sort."""
    types: dict[str, dict[Alike, int]] = defaultdict(dict)
    for each in candidates:
        if each.home:
            types[each.home].setdefault(_alike(each), each.id)
    sorts: dict[str, Sort] = {home: frozenset(there) for home, there in types.items() if len(there) > 1}
    kinds: dict[Kind, list[Candidate]] = defaultdict(list)
    left_out = []
    for each in candidates:
        if each.home and types[each.home][_alike(each)] != each.id:
            left_out.append(each)
        else:
            kinds[*_alike(each), sorts.get(each.home, frozenset())].append(each)
    return kinds, left_out, dict(Counter(sorts.values()))


def _counts(rows: Mapping[T, Sequence[object]]) -> dict[T, int]:
    return {key: len(there) for key, there in rows.items()}


def _alike(each: Candidate) -> Alike:
    return each.interest, each.place, each.answers, each.evenings


def _others(left: Sequence[Candidate], openings: Sequence[Opening], count: int) -> dict[int, list[int]]:
    """Who was not chosen and fits, those who can come most often first. Computed once per kind of opening."""
    left = sorted(left, key=lambda each: (-each.evenings, each.id))
    by_spot: dict[tuple[Hashable, Hashable | None], list[int]] = {}
    for opening in openings:
        spot = opening.interest, opening.place
        if spot not in by_spot:
            by_spot[spot] = [each.id for each in left if opening.fits(each)][:count]
    return {opening.id: by_spot[opening.interest, opening.place] for opening in openings}


def _chosen(
    ways: Sequence[tuple[Kind, tuple[Hashable, Hashable | None]]],
    sizes: tuple[dict[Kind, int], dict[tuple[Hashable, Hashable | None], int], dict[Sort, int]],
    quotas: Sequence[Quota],
    have: Counter[tuple[str, str]],
) -> list[int]:
    """How many of a kind take a place of a spot, for every way. ``sizes``: how many people, places and households there
    are of each kind. Columns: the ways, then per quota by how many it is missed below and above."""
    if not ways:
        return []
    kinds, spots, homes = sizes
    count, missing = len(ways), len(quotas)
    kind_row = {kind: n for n, kind in enumerate(kinds)}
    spot_row = {spot: len(kinds) + n for n, spot in enumerate(spots)}
    home_row = {sort: len(kinds) + len(spots) + n for n, sort in enumerate(homes)}
    first = len(kinds) + len(spots) + len(homes)
    entries = [(kind_row[kind], n, 1.0) for n, (kind, _spot) in enumerate(ways)]
    entries += [(spot_row[spot], n, 1.0) for n, (_kind, spot) in enumerate(ways)]
    entries += [(home_row[kind[4]], n, 1.0) for n, (kind, _spot) in enumerate(ways) if kind[4]]
    for q, quota in enumerate(quotas):
        pair = (quota.feature, quota.value)
        entries += [(first + q, n, 1.0) for n, (kind, _spot) in enumerate(ways) if pair in kind[2]]
        entries += [(first + q, count + q, 1.0), (first + q, count + missing + q, -1.0)]
    goals = [
        np.r_[np.ones(count), np.zeros(2 * missing)],
        np.r_[np.zeros(count), -np.ones(2 * missing)],
        np.r_[[float(kind[3]) for kind, _spot in ways], np.zeros(2 * missing)],
    ]
    last = first + missing
    entries += [(last + g, n, value) for g, goal in enumerate(goals) for n, value in enumerate(goal) if value]
    rows, columns, values = zip(*entries, strict=True)
    matrix = csc_array((values, (rows, columns)), shape=(last + len(goals), count + 2 * missing))
    sat = [have[quota.feature, quota.value] for quota in quotas]
    endless = float(sum(spots.values()) + sum(have.values()) + sum(q.minimum for q in quotas) + 1)
    low = np.r_[np.zeros(first), [q.minimum - s for q, s in zip(quotas, sat, strict=True)], np.full(3, -np.inf)]
    high = np.r_[
        [*kinds.values(), *spots.values(), *homes.values()],
        [q.maximum - s for q, s in zip(quotas, sat, strict=True)],
        np.full(3, np.inf),
    ]
    most = np.r_[[min(kinds[k], spots[s]) for k, s in ways], np.full(2 * missing, endless)].astype(float)
    return _in_order_of_goals(goals, matrix, low.astype(float), high.astype(float), most)[:count]


def _in_order_of_goals(
    goals: list[Numbers], matrix: csc_array, low: Numbers, high: Numbers, most: Numbers
) -> list[int]:
    """Maximise the goals one after the other; the last rows of the matrix are the goals."""
    found = np.zeros(len(most))
    for n, goal in enumerate(goals):
        solver = program(
            goal, matrix, low=low, high=high, least=np.zeros(len(most)), most=most, whole=True, options=EXACT
        )
        solution = whole_solution(solver)
        if solution is None:
            raise RuntimeError("nobody on any place is always possible")
        found = solution
        low[len(low) - len(goals) + n] = float(goal @ found) - 0.5
    return [int(each) for each in found]
