"""Leximin over fractional panels: quick, and never below what whole panels can reach.

A panel may hold parts of people here, so what is sought is one vector x of expected seats per type. With x = sizes *
(z + s), s >= 0, one linear program per level finds the largest z; the types whose s has a price there have chance z in
every optimum, so they are set. By the duality of linear programs every level sets at least one.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, hstack, vstack

from regiodialoog.engines.sortition.pool import Numbers, Shape
from regiodialoog.engines.sortition.programs import INFINITY, SOLVED, program

PRICED = 1e-7
SLACKS = (1e-12, 1e-11, 1e-10, 1e-9)
"""How far a row may be missed, because what is set was computed: the smallest with which there is a solution."""


@dataclass(frozen=True)
class Level:
    """``types``: positions of those that have this ``chance`` and no more."""

    chance: float
    types: tuple[int, ...]


def levels(shape: Shape) -> list[Level] | None:
    """The levels from the smallest chance up, for every type that can be seated; None: no fractional panel exists.
    Those who must be seated (chance 1) and who must never be (0) are in no level."""
    free = shape.most > shape.least
    seats = shape.least.copy()
    found: list[Level] = []
    while free.any():
        level = _next_level(shape, free, seats, first=not found)
        if level is None:
            return None
        chosen = list(level.types)
        seats[chosen] = shape.sizes[chosen] * level.chance
        free[chosen] = False
        found.append(level)
    if not found and not shape.holds(seats):
        return None
    return found


def seats_of(shape: Shape, found: list[Level]) -> Numbers:
    """Expected seats per type."""
    seats = shape.least.copy()
    for level in found:
        seats[list(level.types)] = shape.sizes[list(level.types)] * level.chance
    return seats


def _next_level(shape: Shape, free: np.ndarray, seats: Numbers, *, first: bool) -> Level | None:
    places = np.flatnonzero(free)
    rest = shape.rows @ np.where(free, 0.0, seats)
    scaled = csc_array(shape.rows[:, places] * shape.sizes[places])
    rows = csc_array(hstack([csc_array(scaled.sum(axis=1).reshape(-1, 1)), scaled]))
    for slack in (0.0,) if first else SLACKS:
        level = _solve(rows, shape.low - rest - slack, shape.high - rest + slack, places)
        if level is not None:
            return level
    return None


def _solve(rows: csc_array, low: Numbers, high: Numbers, places: np.ndarray) -> Level | None:
    """One linear program; that nobody's chance exceeds 1 is asked for where it happens, which is rare."""
    count = len(places)
    capped: list[int] = []
    while True:
        caps = np.zeros((len(capped), 1 + count))
        caps[:, 0] = 1.0
        caps[range(len(capped)), [1 + n for n in capped]] = 1.0
        solver = program(
            np.r_[1.0, np.zeros(count)],
            csc_array(vstack([rows, csc_array(caps)])) if capped else rows,
            low=np.r_[low, np.full(len(capped), -INFINITY)],
            high=np.r_[high, np.ones(len(capped))],
            least=np.zeros(1 + count),
            most=np.r_[1.0, np.full(count, INFINITY)],
        )
        solver.run()
        if solver.getModelStatus() != SOLVED:
            return None
        solution = solver.getSolution()
        chance, *above = solution.col_value
        over = np.flatnonzero(chance + np.array(above) > 1.0 + 1e-10)
        if not set(over) - set(capped):
            break
        capped.extend(n for n in over.tolist() if n not in capped)
    if chance > 1.0 - 1e-12:
        return Level(1.0, tuple(places.tolist()))
    priced = np.abs(np.array(solution.col_dual)[1:]) > PRICED
    if priced.any():
        return Level(chance, tuple(places[priced].tolist()))
    held = np.abs(np.array(solution.row_dual)[len(low) :]) > PRICED
    return Level(1.0, tuple(int(places[n]) for n, one in zip(capped, held, strict=True) if one))
