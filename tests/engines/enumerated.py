"""The truth about small draws by complete enumeration: every panel that meets all demands, and leximin over them.

Written without the engine: people are grouped, panels counted out and levels found here.
"""

import itertools
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from regiodialoog.engines.sortition.people import Person, Quota
from regiodialoog.engines.sortition.pool import Demands

NODES = 15_000
"""Steps of the enumeration after which it is given up."""


class TooMany(Exception):
    """More panels than are worth counting out."""


@dataclass(frozen=True)
class Truth:
    """``panels``: one per row, seats per group. ``groups``: ids of people who are the same. ``chances``: by group."""

    panels: np.ndarray
    groups: list[list[str]]
    chances: np.ndarray

    def by_person(self) -> dict[str, float]:
        return {person: float(chance) for ids, chance in zip(self.groups, self.chances, strict=True) for person in ids}


def truth(demands: Demands, *, most: int = 4000) -> Truth | None:
    """None: no panel meets the demands. Raises TooMany."""
    groups = _groups(demands)
    panels = np.array(_all_panels(demands, groups, most), dtype=float)
    if not len(panels):
        return None
    ids = [[person.id for person in group] for group in groups]
    return Truth(panels, ids, _leximin(panels, np.array([len(group) for group in groups], float)))


def _groups(demands: Demands) -> list[list[Person]]:
    found: dict[object, list[Person]] = {}
    for person in demands.people:
        alone = person.id in demands.must or person.household
        if person.id not in demands.never:
            found.setdefault(person.id if alone else person.values, []).append(person)
    return list(found.values())


def _all_panels(  # noqa: C901 - one search, told in one piece
    demands: Demands, groups: list[list[Person]], most: int
) -> list[list[int]]:
    """Depth first over the groups; a branch ends when a maximum is passed or a minimum is out of reach."""
    place = {feature: n for n, feature in enumerate(demands.features)}
    has = [[group[0].values[place[q.feature]] == q.value for q in demands.quotas] for group in groups]
    reach = [[0] * len(demands.quotas) for _ in range(len(groups) + 1)]
    people = [0] * (len(groups) + 1)
    for n in range(len(groups) - 1, -1, -1):
        people[n] = people[n + 1] + len(groups[n])
        reach[n] = [left + len(groups[n]) * one for left, one in zip(reach[n + 1], has[n], strict=True)]
    found: list[list[int]] = []
    visited = itertools.count()

    def go(n: int, panel: list[int], counts: list[int], homes: frozenset[str]) -> None:
        if next(visited) > NODES:
            raise TooMany
        free = demands.seats - sum(panel)
        if free < 0 or free > people[n]:
            return
        for quota, count, left in zip(demands.quotas, counts, reach[n], strict=True):
            if count > quota.maximum or count + min(left, free) < quota.minimum:
                return
        if n == len(groups):
            found.append(panel)
            if len(found) > most:
                raise TooMany
            return
        first, size = groups[n][0], len(groups[n])
        for seats in range(1 if first.id in demands.must else 0, size + 1):
            if seats and first.household in homes:
                return
            more = homes | {first.household} if seats and first.household else homes
            go(n + 1, [*panel, seats], [c + seats * one for c, one in zip(counts, has[n], strict=True)], more)

    go(0, [], [0] * len(demands.quotas), frozenset())
    return found


def _leximin(panels: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """A linear program per level, over all panels at once; what has a price is settled."""
    chances, settled = np.zeros(len(sizes)), np.zeros(len(sizes), bool)
    given = (panels / sizes).T  # chances each panel gives
    while not settled.all():
        need = np.column_stack([-given, np.where(settled, 0.0, 1.0)])
        limit = np.where(settled, -chances + 1e-11, 0.0)
        sums = np.append(np.ones(len(panels)), 0.0)[np.newaxis]
        gain = np.append(np.zeros(len(panels)), -1.0)
        bounds = [(0, None)] * len(panels) + [(None, None)]
        found = linprog(gain, A_ub=need, b_ub=limit, A_eq=sums, b_eq=[1.0], bounds=bounds, method="highs")
        assert found.status == 0, found.message
        now = ~settled & (-found.ineqlin.marginals > 1e-7)
        assert now.any()
        chances[now] = found.x[-1]
        settled |= now
    return chances


def small_draw(seed: int) -> Demands:
    """A random small draw: 20 to 60 people, 5 to 12 seats, quotas tight or loose around a panel that once was (or, now
    and then, one place off, so that they may clash); some with people who must or must never sit, some with
    households."""
    random = np.random.default_rng(seed)
    people, seats = int(random.integers(20, 61)), int(random.integers(5, 13))
    features = {f"f{n}": [f"v{m}" for m in range(random.integers(2, 5))] for n in range(random.integers(2, 7))}
    shares = {feature: random.dirichlet(np.ones(len(values)) * 2) for feature, values in features.items()}
    homes = [""] * people
    if seed % 3 == 0:
        for n in range(int(random.integers(1, people // 6))):
            for one in random.choice(people, int(random.integers(2, 4)), replace=False):
                homes[one] = f"home{n}"
    pool = [
        Person(f"p{n}", tuple(str(random.choice(v, p=shares[f])) for f, v in features.items()), homes[n])
        for n in range(people)
    ]
    once = random.choice(people, seats, replace=False)
    slack, off = int(random.integers(0, 3)), random.random() < 0.1
    quotas = []
    for n, (feature, values) in enumerate(features.items()):
        for value in values:
            count = sum(pool[one].values[n] == value for one in once) + (off and n == 0 and value == "v0")
            low, high = random.integers(0, slack + 1, size=2)
            quotas.append(Quota(feature, value, max(0, count - int(low)), count + int(high)))
    must, never = set(), set()
    if seed % 4 == 1:
        must = {f"p{n}" for n in once[: random.integers(0, 3)]}
        never = {f"p{n}" for n in random.integers(0, people, 2)} - must
    return Demands(tuple(features), pool, seats, quotas, frozenset(must), frozenset(never))
