"""The best panel for given prices: an integer program that a linear one makes small.

The linear program leaves few types with a fraction. Only those, and the types that cost least to change (their reduced
cost), are decided anew in whole numbers; all others stay as the linear program has them. A type whose reduced cost is
larger than what the rounding cost cannot be in a better panel, which proves the best one from a small program.
"""

import numpy as np

from regiodialoog.engines.sortition.pool import Numbers, Shape
from regiodialoog.engines.sortition.programs import ANY_GOOD, EXACT, SOLVED, program, whole_solution

CORE = 25
"""How many types are decided in whole numbers at first."""
PRIMAL = {"simplex_strategy": 4}
"""Other prices leave the last solution feasible: go on from there."""


class PanelSearch:
    """Finds panels of one shape. Costs less from call to call: each starts where the last one ended."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        nothing = np.zeros(shape.types)
        self._relaxed = program(
            nothing,
            shape.rows,
            low=shape.low,
            high=shape.high,
            least=shape.least,
            most=shape.most,
            options=PRIMAL,
        )
        self._columns = np.arange(shape.types, dtype=np.int32)

    def best(self, prices: Numbers, *, proven: bool = False) -> Numbers | None:
        """A panel of high value ``prices @ panel``, of the highest if ``proven``. None: no panel has this shape."""
        solver = self._relaxed
        solver.changeColsCost(len(prices), self._columns, prices)
        solver.run()
        if solver.getModelStatus() != SOLVED:
            return None
        solution = solver.getSolution()
        relaxed, costs = np.array(solution.col_value), np.abs(np.array(solution.col_dual))
        panel: Numbers = np.rint(relaxed)
        split = np.abs(relaxed - panel) > 1e-7
        if not split.any():
            return panel
        return self._rounded(prices, panel, costs, split, value=float(prices @ relaxed), proven=proven)

    def _rounded(
        self, prices: Numbers, start: Numbers, costs: Numbers, split: np.ndarray, *, value: float, proven: bool
    ) -> Numbers | None:
        order = np.argsort(np.where(split, -1.0, costs), kind="stable")
        size = max(CORE, int(split.sum()) + 10)
        while True:
            panel = self._decided_anew(prices, start, order[:size], proven=proven)
            if size >= len(order):
                return panel
            if panel is None:
                size *= 2
                continue
            lost = value - float(prices @ panel)
            if not proven or costs[order[size]] >= lost - 1e-12:
                return panel
            size = max(2 * size, int((costs < lost).sum() + split.sum()))

    def _decided_anew(self, prices: Numbers, start: Numbers, free: np.ndarray, *, proven: bool) -> Numbers | None:
        shape = self.shape
        kept = start.copy()
        kept[free] = 0.0
        rest = shape.rows @ kept
        found = whole_solution(
            program(
                prices[free],
                shape.rows[:, free],
                low=shape.low - rest,
                high=shape.high - rest,
                least=shape.least[free],
                most=shape.most[free],
                whole=True,
                options=EXACT if proven else ANY_GOOD,
            )
        )
        if found is None:
            return None
        kept[free] = found
        return kept
