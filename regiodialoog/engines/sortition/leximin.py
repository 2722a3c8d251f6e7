"""The fairest lottery: chances from ``compact``, panels from ``hull``; both from ``columns`` where they do not meet."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from regiodialoog.engines.sortition import columns, compact, hull
from regiodialoog.engines.sortition.pool import Demands, Numbers, Shape
from regiodialoog.engines.sortition.pricing import PanelSearch


class NoPanel(ValueError):
    """No panel meets all demands."""


class TooLate(RuntimeError):
    """Stopped before there was any panel."""


NOTHING = 1e-9
"""A chance that is none."""


@dataclass(frozen=True)
class Lottery:
    """``panels``: one per row, seats per type; ``weights`` > 0, together 1. ``chances``: of a person, by type.

    ``exact``: no lottery is fairer. Otherwise nobody's chance can be above ``limit`` and above the smallest here.
    ``cuts``: how many panels were looked for after the fractional bound turned out to lie outside, 0 if it did not.
    ``barred``: types that quotas keep out of every panel, by their position. ``unknown``: types that are in none of
    these panels, while a fairer lottery may hold them: only where a search for whole panels gave no answer.
    """

    panels: Numbers
    weights: Numbers
    chances: Numbers
    exact: bool
    limit: float
    cuts: int
    barred: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()

    @property
    def smallest(self) -> float:
        """Of all that are in the pool."""
        return float(self.chances.min())


def never() -> bool:
    return False


def fairest(demands: Demands, *, seed: int = 0, stop: Callable[[], bool] = never) -> Lottery:
    """The leximin lottery. ``stop`` is asked between steps: once it says yes, the best lottery so far is the answer,
    over some more panels such that everybody has a chance who can have one. Those take a moment longer.

    Raises BadDemands, NoPanel, TooLate, columns.Unsolved.
    """
    demands.check()
    shape = demands.shape
    found = compact.levels(shape)
    if found is None:
        raise NoPanel
    seats = compact.seats_of(shape, found)
    mixture = hull.mix(seats, shape, seed=seed, stop=stop)
    if mixture.verdict is hull.Verdict.REACHED:
        return _lottery(shape, (mixture.panels, mixture.weights, seats), found, exact=True, cuts=0)
    known = mixture.panels if len(mixture.panels) else _any_panel(shape, stop)
    best = columns.leximin(shape, known, found, stop=stop)
    nowhere: frozenset[int] = frozenset()
    if not best.proven:
        more, nowhere = _covering(shape, best.panels)
        if len(more) > len(best.panels) or nowhere:
            best = columns.leximin(_without(shape, nowhere), more, [], stop=stop)
    mixed = best.panels, best.weights, best.seats
    return _lottery(shape, mixed, found, exact=best.proven, cuts=max(best.searched, 1), nowhere=nowhere)


def _without(shape: Shape, types: frozenset[int]) -> Shape:
    """The same where nobody of these types sits: their chance of nothing holds nobody else back."""
    return replace(shape, most=np.where(np.isin(np.arange(shape.types), list(types)), 0.0, shape.most))


def _covering(shape: Shape, known: Numbers) -> tuple[Numbers, frozenset[int]]:
    """Panels beside those that are known, such that every type is in one of them; and the types that are in no panel at
    all. Each panel holds as many seats of the types that are still missing as one can."""
    search, panels = PanelSearch(shape), list(known)
    missing = (shape.most > 0.0) & ~(known > 0.0).any(axis=0)
    while missing.any():
        for proven in (False, True):
            panel = search.best(missing.astype(float), proven=proven)
            if panel is not None and (panel[missing] > 0.0).any():
                break
        else:
            return np.array(panels), frozenset(np.flatnonzero(missing).tolist() if panel is not None else [])
        panels.append(panel)
        missing &= panel <= 0.0
    return np.array(panels), frozenset()


def _any_panel(shape: Shape, stop: Callable[[], bool]) -> Numbers:
    if stop():
        raise TooLate
    panel = PanelSearch(shape).best(np.zeros(shape.types))
    if panel is None:
        raise NoPanel
    return panel[np.newaxis]


def _lottery(
    shape: Shape,
    mixed: tuple[Numbers, Numbers, Numbers],
    bound: list[compact.Level],
    *,
    exact: bool,
    cuts: int,
    nowhere: frozenset[int] = frozenset(),
) -> Lottery:
    """In an order of its own: panels by what they hold, whoever found them first.

    A type without a chance in the fairest lottery is in no panel at all: one that held it would make a fairer lottery.
    Of another lottery that is only known of types that are in no fractional panel either, or that were looked for
    (``nowhere``).
    """
    panels, weights, seats = mixed
    used = np.flatnonzero(weights > 0.0)
    order = used[np.lexsort(panels[used].T[::-1])]
    chances = np.clip(seats / shape.sizes, 0.0, 1.0) + 0.0  # no -0
    none = np.flatnonzero((chances <= NOTHING) & (shape.most > 0.0)).tolist()
    nowhere |= {t for level in bound if level.chance <= NOTHING for t in level.types}
    barred = tuple(t for t in none if exact or t in nowhere)
    limit = bound[0].chance if bound else 1.0
    unknown = tuple(t for t in none if t not in barred)
    return Lottery(panels[order], weights[order], chances, exact, limit, cuts, barred, unknown)
