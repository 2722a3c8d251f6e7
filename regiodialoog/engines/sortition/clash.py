"""Why no panel can be formed, or somebody can be in none: the quotas that clash, and what is the least to change."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csc_array, hstack, vstack

from regiodialoog.engines.sortition import compact
from regiodialoog.engines.sortition.people import Quota
from regiodialoog.engines.sortition.pool import Demands, Numbers, Shape
from regiodialoog.engines.sortition.pricing import PanelSearch
from regiodialoog.engines.sortition.programs import EXACT, INFINITY, program, whole_solution

RELAXATIONS = 3


@dataclass(frozen=True)
class Clashing:
    """A quota that cannot be met together with the others named. ``available``: how many in the pool have the value
    and may be drawn."""

    quota: Quota
    available: int


@dataclass(frozen=True)
class Relaxation:
    """Quotas to put in place of those of the same feature and value, so that a panel exists. ``seats``: by how many
    places they differ, together."""

    quotas: tuple[Quota, ...]
    seats: int


def smallest_clash(demands: Demands, *, seated: int | None = None) -> list[Clashing]:
    """Quotas that clash, such that without any one of them the others do not (a deletion filter): one alone where it
    asks for more people than the pool has, and of these the one that has fewest. ``seated``: the position of a type of
    which at least one must sit. Empty: nothing clashes, or it is no quota that stands in the way.
    """
    shape = _with_seated(demands.shape, seated)
    count = len(demands.quotas)
    kept = list(range(count))
    if not _panel_exists(shape, _only(shape, count, ())):
        return []
    each_alone = [Clashing(quota, available(demands, quota)) for quota in demands.quotas]
    if short := [each for each in each_alone if each.available < each.quota.minimum]:
        return [min(short, key=lambda each: each.available)]
    if not _panel_exists(shape, _only(shape, count, kept)):
        for n in range(count):
            rest = [m for m in kept if m != n]
            if not _panel_exists(shape, _only(shape, count, rest)):
                kept = rest
    else:
        kept = []
    return [Clashing(demands.quotas[n], available(demands, demands.quotas[n])) for n in kept]


def available(demands: Demands, quota: Quota) -> int:
    n = demands.features.index(quota.feature)
    people = (person for person in demands.people if person.id not in demands.never)
    return sum(person.values[n] == quota.value for person in people)


def relaxations(demands: Demands, *, protected: Collection[Quota] = (), most: int = RELAXATIONS) -> list[Relaxation]:
    """Up to ``most`` ways to make a panel possible, the smallest first: as few quotas as can be, then as few places.
    Quotas that are ``protected`` stay. Each way loosens another set of quotas.

    A minimum above the number of seats has to come down to it whatever else happens: it is lowered beforehand, so that
    the numbers of the program stay near each other."""
    found: list[Relaxation] = []
    barred: list[list[int]] = []
    while len(found) < most:
        changes = _least_change(demands, protected, barred)
        if changes is None:
            break
        changed = [n for n, (down, up) in enumerate(changes) if down or up]
        if not changed:
            break
        barred.append(changed)
        quotas = [
            replace(q, minimum=q.minimum - down, maximum=q.maximum + up)
            for q, (down, up) in zip(demands.quotas, changes, strict=True)
            if down or up
        ]
        found.append(Relaxation(tuple(quotas), sum(down + up for down, up in changes)))
    return found


def gains(demands: Demands, *, stop: Callable[[], bool] = lambda: False) -> dict[Quota, float]:
    """The price of every quota: by how much the smallest chance grows, by the bound of ``compact``, when it is
    loosened by one place on either side. Empty when no panel is possible; those left at ``stop`` have none."""
    now = _smallest(demands)
    if now is None:
        return {}
    found = {}
    for n, quota in enumerate(demands.quotas):
        if stop():
            break
        looser = replace(quota, minimum=max(0, quota.minimum - 1), maximum=quota.maximum + 1)
        quotas = [*demands.quotas[:n], looser, *demands.quotas[n + 1 :]]
        then = _smallest(replace(demands, quotas=quotas))
        found[quota] = max(0.0, (then or 0.0) - now)
    return found


def _smallest(demands: Demands) -> float | None:
    levels = compact.levels(demands.shape)
    if levels is None:
        return None
    return levels[0].chance if levels else 1.0


def _panel_exists(shape: Shape, rows: np.ndarray) -> bool:
    part = replace(shape, rows=csc_array(shape.rows[rows]), low=shape.low[rows], high=shape.high[rows])
    return PanelSearch(part).best(np.zeros(shape.types)) is not None


def _only(shape: Shape, quotas: int, kept: Sequence[int]) -> np.ndarray:
    """The rows of some quotas, and all that are none."""
    return np.array([*kept, *range(quotas, len(shape.low))])


def _with_seated(shape: Shape, seated: int | None) -> Shape:
    if seated is None:
        return shape
    least = shape.least.copy()
    least[seated] = max(1.0, least[seated])
    return replace(shape, least=least)


def _least_change(
    demands: Demands, protected: Collection[Quota], barred: Sequence[Sequence[int]]
) -> list[tuple[int, int]] | None:
    """Per quota by how much its minimum goes down and its maximum up. One integer program over a panel y, both changes
    and, per quota, whether it changes at all; a set of quotas in ``barred`` may not change as a whole again."""
    shape, quotas = demands.shape, demands.quotas
    count, types, rows = len(quotas), shape.types, len(shape.low)
    may = np.array([quota not in protected for quota in quotas], float)
    too_high = np.array([max(0, q.minimum - demands.seats) for q in quotas], float)
    if (too_high * (1.0 - may)).any():
        return None
    row_low = shape.low.copy()
    row_low[:count] -= too_high
    unit = np.vstack([np.eye(count), np.zeros((rows - count, count))])
    nothing = np.zeros((count, types))
    down = row_low[:count] * may
    up = np.full(count, float(demands.seats)) * may
    size = float(demands.seats)
    bars = np.zeros((len(barred), count))
    for n, changed in enumerate(barred):
        bars[n, list(changed)] = 1.0
    # y, down, up, changed
    matrix = vstack(
        [
            hstack([shape.rows, csc_array(unit), csc_array(np.zeros((rows, 2 * count)))]),
            hstack([shape.rows, csc_array(np.zeros((rows, count))), csc_array(-unit), csc_array((rows, count))]),
            csc_array(np.hstack([nothing, np.eye(count), np.eye(count), -2 * size * np.eye(count)])),
            csc_array(np.hstack([np.zeros((len(barred), types + 2 * count)), bars])),
        ]
    )
    low = np.r_[row_low, np.full(rows + count + len(barred), -INFINITY)]
    high = np.r_[np.full(rows, INFINITY), shape.high, np.zeros(count), bars.sum(axis=1) - 1.0]
    cost: Numbers = -np.r_[np.zeros(types), np.ones(2 * count), np.full(count, 2.0 * size * count + 1.0)]
    found = whole_solution(
        program(
            cost,
            csc_array(matrix),
            low=low,
            high=high,
            least=np.r_[shape.least, np.zeros(2 * count), (too_high > 0.0).astype(float)],
            most=np.r_[shape.most, down, up, may],
            whole=True,
            options=EXACT,
        )
    )
    if found is None:
        return None
    lower, upper = found[types : types + count] + too_high, found[types + count : types + 2 * count]
    return [(int(a), int(b)) for a, b in zip(lower, upper, strict=True)]
