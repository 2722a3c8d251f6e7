"""Which counts of people may be published: none below 5, and none from which such a count would follow.

A table has a row for each value ("16 t/m 29 jaar") and columns that count people (who signed up, who sits); a column is
published with its total. The rule of one column looks at the counts only, never at their order, and what it hides is
closed under exchanging hidden rows: whoever knows the rule and all that is published finds at least two tables for
every hidden count (tests/engines/test_margins.py tries all of them).

Columns tell about each other when one counts a part of another (who sits, of who signed up). Then every hidden count
must stay free to be one more or one less while each part stays within its whole; else more is hidden, step by step.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

LEAST = 5
Hidden = dict[str, frozenset[int]]


@dataclass(frozen=True)
class Shown:
    """A column as it may be published: None for what is not shown."""

    cells: tuple[int | None, ...]
    total: int | None


def published(table: Mapping[str, Sequence[int]], *, whole: str = "", known: Collection[str] = ()) -> dict[str, Shown]:
    """The columns of a table as they may be published. ``whole``: the column of which all others count a part.
    ``known``: columns that everybody knows already; they are shown as they are."""
    hidden = {name: frozenset[int]() if name in known else _hidden(counts) for name, counts in table.items()}
    totals = {name for name, counts in table.items() if name in known or not 0 < sum(counts) < LEAST}
    if whole:
        hidden, totals = _with_whole(table, hidden, totals, whole, known)
    return {
        name: Shown(
            tuple(None if n in hidden[name] else count for n, count in enumerate(counts)),
            sum(counts) if name in totals else None,
        )
        for name, counts in table.items()
    }


def _hidden(counts: Sequence[int]) -> frozenset[int]:
    """The rows of one column that are not shown: those below 5, and the smallest others when these would follow."""
    total = sum(counts)
    small = frozenset(n for n, count in enumerate(counts) if count < LEAST)
    if total == 0 or not small:
        return frozenset()
    if total < LEAST:
        return frozenset(range(len(counts)))
    if len(small) > 1 and 0 < sum(counts[n] for n in small) < (LEAST - 1) * len(small):
        return small
    next_one = min((count for count in counts if count >= LEAST), default=0)
    return small | {n for n, count in enumerate(counts) if count == next_one}


def _with_whole(
    table: Mapping[str, Sequence[int]], hidden: Hidden, totals: set[str], whole: str, known: Collection[str]
) -> tuple[Hidden, set[str]]:
    """The first of ever more hidden tables in which no hidden count follows."""
    everything = frozenset(range(len(table[whole])))
    parts = [name for name in table if name != whole and name not in known]
    without_parts = hidden | {name: everything for name in parts if sum(table[name])}
    without_all = without_parts | ({whole: everything} if sum(table[whole]) else {})
    nearly_all = any(hidden[name] and sum(table[whole]) - sum(table[name]) < LEAST for name in parts)
    for each in (without_all,) if nearly_all else (hidden, without_parts, without_all):
        if not _Table(table, each, totals, whole).tells():
            return each, totals
    return without_all, totals - {whole, *parts}


@dataclass(frozen=True)
class _Table:
    """A table as it might be published. ``totals``: the columns whose total is shown."""

    counts: Mapping[str, Sequence[int]]
    hidden: Hidden
    totals: Collection[str]
    whole: str

    def tells(self) -> bool:
        """Whether some hidden count cannot be one more or one less while all that is published stays the same."""
        return any(not self._is_free(name, n) for name in self.counts for n in self.hidden[name])

    def _is_free(self, name: str, n: int) -> bool:
        others = self.hidden[name] - {n}
        if any(self._can_move(name, other, n) or self._can_move(name, n, other) for other in others):
            return True
        return name not in self.totals and self._can_change(name, n)

    def _can_move(self, name: str, source: int, target: int) -> bool:
        """Whether a column can have one person more in the row ``target`` and one less in ``source``: by itself, or
        together with its whole or its parts."""
        if self.counts[name][source] == 0:
            return False
        all_of, both = self.counts[self.whole], {source, target}
        parts = [other for other in self.counts if other not in (self.whole, name)]
        tight = [other for other in parts if self.counts[other][source] >= all_of[source]]
        if name == self.whole:
            return all(both <= self.hidden[other] for other in tight)
        return self.counts[name][target] < all_of[target] or (both <= self.hidden[self.whole] and not tight)

    def _can_change(self, name: str, n: int) -> bool:
        """Whether a count of a column without a total can be another."""
        if name == self.whole or self.counts[name][n] > 0 or self.counts[name][n] < self.counts[self.whole][n]:
            return True
        wholes = self.hidden[self.whole]
        return n in wholes and any(self._can_move(self.whole, other, n) for other in wholes - {n})
