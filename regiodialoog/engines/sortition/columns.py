"""Leximin over whole panels, by column generation: needed where no lottery has the chances of ``compact``.

A linear program finds the best lottery over the panels known so far; its prices say which panel would better it; when
none does, its value is that of all panels together, and the types that have a price have this chance in every optimum
(Flanigan and others, as above, supplement 8). As long as the levels are those of ``compact``, which no lottery can
exceed, no panel has to be looked for.
"""

from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np

from regiodialoog.engines.sortition.compact import Level
from regiodialoog.engines.sortition.pool import Numbers, Shape
from regiodialoog.engines.sortition.pricing import PanelSearch
from regiodialoog.engines.sortition.programs import INFINITY, SOLVED, quiet

PRICED = 1e-7
BETTER = 1e-10
"""In chance: a panel that promises less than this is no better one."""

ROOM = 1e-12
"""In seats: how much less than it has is asked of what was settled."""


class Unsolved(RuntimeError):
    """The solver gave no answer to a linear program that has one."""


@dataclass(frozen=True)
class Best:
    """``seats``: expected seats per type. ``proven`` False: stopped; the lottery is the best one so far, ``chance`` is
    what it gives everybody who can be seated, at least."""

    panels: Numbers
    weights: Numbers
    seats: Numbers
    chance: float
    proven: bool
    searched: int


def leximin(shape: Shape, known: Numbers, bound: list[Level], *, stop: Callable[[], bool]) -> Best:
    """``known``: at least one panel (rows). ``bound``: the levels of ``compact``. Raises Unsolved."""
    search, master = PanelSearch(shape), _Master(shape, known)
    free = shape.most > shape.least
    seats = shape.least.copy()
    weights = np.r_[1.0, np.zeros(len(known) - 1)]
    searched, smallest = 0, -1.0
    ahead = list(bound)
    while free.any():
        limit = ahead.pop(0) if ahead else None
        while True:
            chance, prices, weights = master.solve()
            if limit is not None and chance >= limit.chance - BETTER:
                settled = np.isin(np.arange(shape.types), limit.types) & free
                break
            if stop():
                return Best(master.panels, weights, weights @ master.panels, max(smallest, chance), False, searched)
            searched += 1
            better = _better(search, prices, master.panels)
            if better is None:
                settled, ahead = free & (prices > PRICED / shape.sizes.sum()), []
                break
            master.add(better)
        if chance > 1.0 - BETTER:
            settled, chance = free.copy(), 1.0
        if not settled.any():
            raise Unsolved("a level without a price")
        if smallest < 0:
            smallest = max(chance, 0.0)
        chance = max(chance, 0.0)
        seats[settled] = shape.sizes[settled] * chance
        master.settle(np.flatnonzero(settled), chance, weights)
        free &= ~settled
    return Best(master.panels, weights, seats, smallest, True, searched)


def _better(search: PanelSearch, prices: Numbers, panels: Numbers) -> Numbers | None:
    """A panel that is worth more than all that are known; None proves that there is none."""
    most = float((panels @ prices).max())
    for proven in (False, True):
        panel = search.best(prices, proven=proven)
        if panel is None:
            raise Unsolved("no panel, where one is known")
        if float(panel @ prices) > most + (BETTER if proven else 10 * BETTER):
            return panel
    return None


class _Master:
    """The linear program over known panels: column 0 is the chance z, then one per panel; a row per type (weighted
    seats are at least ``sizes * z``, or what was settled), and one that makes the weights 1 together."""

    def __init__(self, shape: Shape, known: Numbers) -> None:
        self.shape = shape
        self.panels = np.empty((0, shape.types))
        self._settled: dict[int, float] = {}
        self._solver = solver = quiet({"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10})
        none, nothing = np.array([], np.int32), np.array([])
        free = shape.most > shape.least
        for one in free:
            solver.addRow(0.0 if one else -INFINITY, INFINITY, 0, none, nothing)
        solver.addRow(1.0, 1.0, 0, none, nothing)
        where = np.flatnonzero(free).astype(np.int32)
        solver.addCol(1.0, -INFINITY, INFINITY, len(where), where, -shape.sizes[where])
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        for panel in known:
            self.add(panel)

    def add(self, panel: Numbers) -> None:
        self.panels = np.vstack([self.panels, panel])
        seated = np.flatnonzero(panel)
        rows = np.r_[seated, self.shape.types].astype(np.int32)
        self._solver.addCol(0.0, 0.0, INFINITY, len(rows), rows, np.r_[panel[seated], 1.0])

    def solve(self) -> tuple[float, Numbers, Numbers]:
        """The chance, the price of a seat per type (a chance of all types of one is worth 1) and the weights."""
        self._solver.run()
        if self._solver.getModelStatus() != SOLVED:
            raise Unsolved(str(self._solver.getModelStatus()))
        solution = self._solver.getSolution()
        prices = np.maximum(-np.array(solution.row_dual)[: self.shape.types], 0.0)
        weights = np.maximum(np.array(solution.col_value)[1:], 0.0)
        return solution.col_value[0], prices, weights / weights.sum()

    def settle(self, types: np.ndarray, chance: float, weights: Numbers) -> None:
        """From now on these types have this chance at least. What was settled is not asked for beyond what it has under
        these weights, which the solver may have met a little less than exactly: so they remain a solution."""
        seats = weights @ self.panels
        for t in types.tolist():
            self._solver.changeCoeff(t, 0, 0.0)
            self._settled[t] = self.shape.sizes[t] * chance
        for t, least in self._settled.items():
            self._settled[t] = min(least, seats[t] - ROOM)
            self._solver.changeRowBounds(t, self._settled[t], INFINITY)
