"""Whole places by shares: the method of the largest remainder, and a table of which rows and columns come out.

Largest remainder (Hamilton, 1792): everybody gets the whole part of the exact share; what is left goes one by one to
the largest remainders. Everything is counted in whole numbers, so that it comes out alike on any machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """``places`` in the order of the weights. ``tied``: whose remainders were alike while only ``won`` of them got a
    place more; those that come first did. ``raised``: who has the least that was asked, and a smaller share.
    All by their index."""

    places: tuple[int, ...]
    tied: tuple[int, ...] = ()
    won: int = 0
    raised: tuple[int, ...] = ()


def largest_remainder(places: int, weights: Sequence[int], *, least: int = 0) -> Spread:
    """So many places by these weights, at least ``least`` for each.

    Whoever would get fewer than the least gets the least, and the others share the rest by the same rule, until nobody
    is below it. Raises ValueError for negative numbers, no weight at all, or too few places for the least.
    """
    if places < 0 or least < 0 or any(weight < 0 for weight in weights) or not any(weights):
        raise ValueError("places and weights are whole numbers from 0, and some weight is above it")
    if least * len(weights) > places:
        raise ValueError(f"{places} places are too few for {least} each")
    raised: set[int] = set()
    while True:
        shared = [n for n in range(len(weights)) if n not in raised]
        found, tied, won = _shared(places - least * len(raised), {n: weights[n] for n in shared})
        low = {n for n in shared if found[n] < least}
        if not low:
            whole = tuple(found.get(n, least) for n in range(len(weights)))
            return Spread(whole, tied, won, tuple(sorted(raised)))
        raised |= low


def _shared(places: int, weights: dict[int, int]) -> tuple[dict[int, int], tuple[int, ...], int]:
    """Places by index, who was tied for the last of them, and how many of these won."""
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0), (), 0
    found = {n: places * weight // whole for n, weight in weights.items()}
    remainder = {n: places * weight % whole for n, weight in weights.items()}
    left = places - sum(found.values())
    line = sorted(weights, key=lambda n: (-remainder[n], n))
    for n in line[:left]:
        found[n] += 1
    if not 0 < left < len(line) or remainder[line[left - 1]] != remainder[line[left]]:
        return found, (), 0
    tied = tuple(n for n in line if remainder[n] == remainder[line[left]])
    return found, tied, sum(n in line[:left] for n in tied)


def deal(rows: Sequence[int], columns: Sequence[int]) -> list[list[int]]:
    """A table of whole numbers with these sums of its rows and columns, each cell near its share of both.

    Row by row, each by the largest remainder over what the columns have left: a row that had to pass a column by leaves
    more of it to the next. Raises ValueError when the sums differ.
    """
    if sum(rows) != sum(columns):
        raise ValueError("rows and columns have different sums")
    left, table = list(columns), []
    for row in rows:
        cells = list(largest_remainder(row, left).places) if row else [0] * len(left)
        table.append(cells)
        left = [had - taken for had, taken in zip(left, cells, strict=True)]
    return table
