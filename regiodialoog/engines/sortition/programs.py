"""Linear and integer programs, solved by HiGHS on one thread, so that the same program has the same solution."""

from typing import Any

import highspy
import numpy as np
from scipy.sparse import csc_array

from regiodialoog.engines.sortition.pool import Numbers

INFINITY = highspy.kHighsInf
TOLERANCE = 1e-9
SOLVED = highspy.HighsModelStatus.kOptimal
INFEASIBLE = highspy.HighsModelStatus.kInfeasible


def program(
    gains: Numbers,
    rows: csc_array,
    *,
    low: Numbers,
    high: Numbers,
    least: Numbers,
    most: Numbers,
    whole: bool = False,
    options: dict[str, Any] | None = None,
) -> highspy.Highs:
    """Maximise ``gains @ y`` with ``least <= y <= most`` and ``low <= rows @ y <= high``; ``whole``: y integer."""
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows.shape
    model.col_cost_, model.col_lower_, model.col_upper_ = gains, least, most
    model.row_lower_, model.row_upper_ = low, high
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = rows.indptr.astype(np.int32)
    model.a_matrix_.index_ = rows.indices.astype(np.int32)
    model.a_matrix_.value_ = rows.data
    model.sense_ = highspy.ObjSense.kMaximize
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(gains)
    solver = quiet(options)
    solver.passModel(model)
    return solver


class _Silent(highspy.Highs):
    """The constructor of Highs prints a line on stdout, where data stands, before anybody can ask it not to."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)


def quiet(options: dict[str, Any] | None = None) -> highspy.Highs:
    solver = _Silent()
    settings = {
        "threads": 1,
        "presolve": "off",
        "primal_feasibility_tolerance": TOLERANCE,
        "dual_feasibility_tolerance": TOLERANCE,
    }
    for name, value in {**settings, **(options or {})}.items():
        solver.setOptionValue(name, value)
    return solver


EXACT = {
    "presolve": "choose",
    "mip_rel_gap": 0.0,
    "mip_abs_gap": TOLERANCE,
    "mip_feasibility_tolerance": TOLERANCE,
    # What pays for large programs, these small ones spend most of their time on (measured).
    "mip_detect_symmetry": False,
    "mip_allow_restart": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}
ANY_GOOD = EXACT | {"mip_rel_gap": 1.0, "mip_abs_gap": 1e9}
"""Options of an integer program: the best solution, or the first that is found."""


def whole_solution(solver: highspy.Highs) -> Numbers | None:
    """The best whole numbers, None if there are none."""
    solver.run()
    if solver.getModelStatus() != SOLVED:
        return None
    found: Numbers = np.rint(np.array(solver.getSolution().col_value))
    return found
