"""Who best takes which open place: the assignment that fills most places, then meets the quotas best, then lets people
come to most evenings. Exact, by three integer programs, each with the result of the one before as a demand.

People who are alike (same interest, municipality, answers and number of evenings) are one type, so the programs do not
grow with the number of people. Within a type the first of the list comes first.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csc_array

from regiodialoog.engines.sortition.pool import Numbers, Quota
from regiodialoog.engines.sortition.programs import EXACT, program, whole_solution


@dataclass(frozen=True)
class Candidate:
    """``answers``: value by feature, as pairs. ``evenings``: on how many of them the person can come."""

    id: int
    interest: Hashable
    place: Hashable
    answers: tuple[tuple[str, str], ...] = ()
    evenings: int = 0


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


Kind = tuple[Hashable, Hashable, tuple[tuple[str, str], ...], int]


def assign(
    candidates: Sequence[Candidate],
    openings: Sequence[Opening],
    quotas: Sequence[Quota],
    *,
    seated: Sequence[tuple[tuple[str, str], ...]] = (),
    others: int = 15,
) -> Assignment:
    """``quotas`` are about everybody at the table; ``seated``: the answers of who sits there already."""
    kinds: dict[Kind, list[Candidate]] = defaultdict(list)
    for each in candidates:
        kinds[each.interest, each.place, each.answers, each.evenings].append(each)
    spots: dict[tuple[Hashable, Hashable | None], list[Opening]] = defaultdict(list)
    for opening in openings:
        spots[opening.interest, opening.place].append(opening)
    ways = [(kind, spot) for kind in kinds for spot in spots if kind[0] == spot[0] and spot[1] in (None, kind[1])]
    have = Counter(pair for answers in seated for pair in answers)
    chosen = _chosen(ways, {k: len(v) for k, v in kinds.items()}, {s: len(v) for s, v in spots.items()}, quotas, have)
    waiting = {kind: list(people) for kind, people in kinds.items()}
    taken: dict[int, int] = {}
    free = {spot: list(places) for spot, places in spots.items()}
    for (kind, spot), count in zip(ways, chosen, strict=True):
        for _one in range(count):
            taken[free[spot].pop(0).id] = waiting[kind].pop(0).id
    for (_kind, _spot), count in zip(ways, chosen, strict=True):
        have.update(dict.fromkeys(_kind[2], count))
    missed = [
        Missed(quota, have[quota.feature, quota.value])
        for quota in quotas
        if not quota.minimum <= have[quota.feature, quota.value] <= quota.maximum
    ]
    return Assignment(taken, _others(waiting, openings, others), missed)


def _others(waiting: dict[Kind, list[Candidate]], openings: Sequence[Opening], count: int) -> dict[int, list[int]]:
    """Who was not chosen and fits, those who can come most often first. Computed once per kind of opening."""
    left = sorted((each for people in waiting.values() for each in people), key=lambda each: (-each.evenings, each.id))
    by_spot: dict[tuple[Hashable, Hashable | None], list[int]] = {}
    for opening in openings:
        spot = opening.interest, opening.place
        if spot not in by_spot:
            by_spot[spot] = [each.id for each in left if opening.fits(each)][:count]
    return {opening.id: by_spot[opening.interest, opening.place] for opening in openings}


def _chosen(
    ways: Sequence[tuple[Kind, tuple[Hashable, Hashable | None]]],
    kinds: dict[Kind, int],
    spots: dict[tuple[Hashable, Hashable | None], int],
    quotas: Sequence[Quota],
    have: Counter[tuple[str, str]],
) -> list[int]:
    """How many of a kind take a place of a spot, for every way. Columns: the ways, then per quota by how many it is
    missed below and above."""
    if not ways:
        return []
    count, missing = len(ways), len(quotas)
    kind_row = {kind: n for n, kind in enumerate(kinds)}
    spot_row = {spot: len(kinds) + n for n, spot in enumerate(spots)}
    first = len(kinds) + len(spots)
    entries = [(kind_row[kind], n, 1.0) for n, (kind, _spot) in enumerate(ways)]
    entries += [(spot_row[spot], n, 1.0) for n, (_kind, spot) in enumerate(ways)]
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
        [*kinds.values(), *spots.values()],
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
