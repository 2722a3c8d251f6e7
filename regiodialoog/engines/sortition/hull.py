"""A lottery over whole panels with given expected seats, if there is one: the point of least norm in a hull.

Wolfe's method ("Finding the nearest point in a polytope", Mathematical Programming 11, 1976), with the given point as
the origin: keep a few panels whose hull holds the nearest point so far, add the panel that lies furthest towards the
origin, take the nearest point in their affine span, and drop panels whose weight would become negative. It ends at the
origin, and the weights are the lottery; or at a point that proves that no panel lies beyond: then there is none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from regiodialoog.engines.sortition.pool import Numbers, Shape
from regiodialoog.engines.sortition.pricing import PanelSearch

NEAR = 1e-9
"""Distance in seats from which the point counts as reached."""
BEYOND = -0.1
"""In parts of the distance: a best panel no further than this towards the origin proves that it lies outside."""


class Verdict(Enum):
    REACHED = auto()
    OUTSIDE = auto()
    STOPPED = auto()


@dataclass(frozen=True)
class Mixture:
    """Panels (one per row, seats per type) and their weights, together 1; a lottery with the wanted seats only if the
    verdict says that they were reached."""

    verdict: Verdict
    panels: Numbers
    weights: Numbers


def mix(seats: Numbers, shape: Shape, *, seed: int, stop: Callable[[], bool]) -> Mixture:
    """Weigh panels of ``shape`` such that they hold ``seats`` on average. Only panels that meet every demand as tightly
    as ``seats`` does can have weight, so only those are looked for."""
    live, face = _face(seats, shape)
    goal = seats[live]
    if not live.any():
        return Mixture(Verdict.REACHED, np.rint(seats)[np.newaxis], np.ones(1))
    search = PanelSearch(face)
    first = search.best(np.random.default_rng(seed).normal(size=len(goal)))
    if first is None:
        return Mixture(Verdict.OUTSIDE, np.empty((0, len(seats))), np.empty(0))
    hull = _Hull(first - goal)
    verdict = _approach(goal, search, hull, stop)
    panels = np.tile(np.rint(seats), (len(hull.weights), 1))
    panels[:, live] = np.rint(hull.points + goal)
    return Mixture(verdict, panels, hull.weights)


def _approach(goal: Numbers, search: PanelSearch, hull: "_Hull", stop: Callable[[], bool]) -> Verdict:
    while True:
        nearest = hull.weights @ hull.points
        distance = float(np.sqrt(nearest @ nearest))
        if distance < NEAR:
            return Verdict.REACHED
        if stop():
            return Verdict.STOPPED
        prices = -nearest / distance
        for proven in (False, True):
            panel = search.best(prices, proven=proven)
            if panel is None:
                return Verdict.OUTSIDE
            if float(prices @ (panel - goal)) > BEYOND * distance:
                break
        else:
            return Verdict.OUTSIDE
        if not hull.add(panel - goal):
            return Verdict.OUTSIDE


def _face(seats: Numbers, shape: Shape) -> tuple[np.ndarray, Shape]:
    """The types that a panel may or may not hold more of, and what such a panel must be: rows that ``seats`` meets
    exactly are equalities."""
    met = shape.rows @ seats
    low = np.where(met > shape.high - 1e-9, shape.high, shape.low)
    high = np.where(met < shape.low + 1e-9, shape.low, shape.high)
    live = (seats > shape.least + 1e-11) & (seats < shape.most - 1e-11)
    rest = shape.rows @ np.where(live, 0.0, np.rint(seats))
    rows = shape.rows[:, np.flatnonzero(live)]
    return live, Shape(shape.sizes[live], shape.least[live], shape.most[live], rows, low - rest, high - rest)


class _Hull:
    """Affinely independent points and the weights of the nearest point to the origin in their hull.

    With G the matrix of ``points[i] @ points[j] + 1``, the nearest point of the affine span has weights G⁻¹1, divided
    by their sum. The inverse is kept up to date by bordering; every solution is refined with G itself.
    """

    def __init__(self, point: Numbers) -> None:
        self._store = np.zeros((64, len(point)))
        self._store[0] = point
        self.weights = np.ones(1)
        self._inverse = np.array([[1.0 / (point @ point + 1.0)]])

    @property
    def points(self) -> Numbers:
        return self._store[: len(self.weights)]

    def add(self, point: Numbers) -> bool:
        """Take a point in and find the nearest point again. False: the point lies in the span already."""
        count = len(self.weights)
        spanned = self._solve(self.points @ point + 1.0)
        out, off = point - spanned @ self.points, 1.0 - spanned.sum()
        apart = float(out @ out + off * off)
        if apart < 1e-14:
            return False
        inverse = np.empty((count + 1, count + 1))
        inverse[:count, :count] = self._inverse + np.outer(spanned, spanned) / apart
        inverse[count, :count] = inverse[:count, count] = -spanned / apart
        inverse[count, count] = 1.0 / apart
        self._inverse = inverse
        if count == len(self._store):
            self._store = np.concatenate([self._store, np.zeros_like(self._store)])
        self._store[count] = point
        self.weights = np.append(self.weights, 0.0)
        self._nearest()
        return True

    def _nearest(self) -> None:
        while True:
            wanted = self._solve(np.ones(len(self.weights)))
            wanted /= wanted.sum()
            if wanted.min() > -1e-13:
                self.weights = np.maximum(wanted, 0.0)
                self.weights /= self.weights.sum()
                return
            negative = np.flatnonzero(wanted <= 0.0)
            ways = self.weights[negative] / (self.weights[negative] - wanted[negative])
            self.weights += ways.min() * (wanted - self.weights)
            self._drop(int(negative[ways.argmin()]))

    def _drop(self, n: int) -> None:
        count = len(self.weights)
        kept = np.arange(count) != n
        column = self._inverse[kept, n]
        self._inverse = self._inverse[np.ix_(kept, kept)] - np.outer(column, column) / self._inverse[n, n]
        self._store[n : count - 1] = self._store[n + 1 : count].copy()
        self.weights = np.maximum(self.weights[kept], 0.0)
        self.weights /= self.weights.sum()

    def _solve(self, right: Numbers) -> Numbers:
        """G⁻¹ times ``right``, refined; the inverse is made anew when it has become too rough for that."""
        solution: Numbers = self._inverse @ right
        missed = right - self._times(solution)
        for _again in range(4):
            before = np.abs(missed).max()
            refined = solution + self._inverse @ missed
            missed_then = right - self._times(refined)
            if np.abs(missed_then).max() >= before:
                break
            solution, missed = refined, missed_then
        if np.abs(missed).max() > 1e-7 * max(1.0, np.abs(right).max()):
            self._inverse = np.linalg.inv(self.points @ self.points.T + 1.0)
            solution = self._inverse @ right
            solution += self._inverse @ (right - self._times(solution))
        return solution

    def _times(self, weights: Numbers) -> Numbers:
        product: Numbers = self.points @ (weights @ self.points) + weights.sum()
        return product
