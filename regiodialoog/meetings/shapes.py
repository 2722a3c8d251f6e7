"""Straw polls as their pages show them: counts without any small group in sight of others."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from regiodialoog.engines.tally import LEAST, shown_apart
from regiodialoog.meetings import labels, queries
from regiodialoog.meetings.models import StrawPoll, StrawTally, StrawWay
from regiodialoog.organisations.models import Interest

Bar = tuple[str, int, str]


@dataclass(frozen=True)
class Shown:
    """What one reader may see of a straw poll. ``bars``: of each option its title, how often it was chosen and how it
    is filled; empty while it is not counted, and when there are too few answers for this reader (``hidden``).
    ``grid``: for each interest a row in the order of the options. ``together``: its last row holds interests that
    are not told apart. ``before``: what was counted before, with the reason of the correction that followed."""

    poll: StrawPoll
    total: int
    bars: list[Bar]
    grid: list[tuple[str, list[int]]]
    together: bool
    hidden: bool
    before: list[tuple[StrawTally, str, str]]

    @property
    def named_rows(self) -> list[list[str | int]]:
        """The grid as rows of a table."""
        return [[name, *numbers] for name, numbers in self.grid]

    @property
    def numeric(self) -> range:
        """Which columns of that table are numbers."""
        return range(1, len(self.bars) + 1)

    @property
    def most(self) -> int:
        return max((number for _title, number, _fill in self.bars), default=0) or 1


def shown(rows: Sequence[StrawPoll], *, inside: bool) -> list[Shown]:
    """``inside`` the group every number that the hall saw is shown; of fewer than five answers others see nothing, and
    of answers by phone nobody does. One query for all."""
    known = queries.interests_among(rows)
    return [_shown(row, known, inside=inside) for row in rows]


def _shown(row: StrawPoll, interests: Sequence[Interest], *, inside: bool) -> Shown:
    tally = row.tally
    seen = inside and row.way is not StrawWay.PHONE
    if tally is None or not (seen or tally.total >= LEAST):
        return Shown(row, tally.total if tally and inside else 0, [], [], False, tally is not None, _before(row, False))
    fills = labels.FILLS.get(row.scale, ("",) * len(row.options))
    sums = _sums(tally)
    bars = [(each.title, sums[each.id], fill) for each, fill in zip(row.options, fills, strict=True)]
    grid, together = _grid(row, tally, interests, inside=inside)
    return Shown(row, tally.total, bars, grid, together, False, _before(row, inside))


def _sums(tally: StrawTally) -> Counter[int]:
    sums = Counter[int]()
    for each in tally.counts:
        sums[each.option_id] += each.count
    return sums


def _grid(
    row: StrawPoll, tally: StrawTally, interests: Sequence[Interest], *, inside: bool
) -> tuple[list[tuple[str, list[int]]], bool]:
    groups: dict[int | None, Counter[int]] = defaultdict(Counter)
    for each in tally.counts:
        groups[each.interest_id][each.option_id] += each.count
    sizes = {str(group): counts.total() for group, counts in groups.items()}
    apart = frozenset(sizes) if inside else shown_apart(sizes)
    shown_groups = [each for each in interests if str(each.id) in apart]
    if not shown_groups:
        return [], False
    lines = [(each.name, _line(row, groups[each.id])) for each in shown_groups]
    rest: Counter[int] = sum(
        (counts for group, counts in groups.items() if group is None or str(group) not in apart), Counter()
    )
    if rest:
        lines.append((str(_("Other interests together")), _line(row, rest)))
    return lines, bool(rest)


def _line(row: StrawPoll, counts: Counter[int]) -> list[int]:
    return [counts[each.id] for each in row.options]


def _before(row: StrawPoll, inside: bool) -> list[tuple[StrawTally, str, str]]:
    """Each correction: when it was made, why, and for the group itself what was counted before it."""
    found = []
    for earlier, later in zip(row.tallies, row.tallies[1:], strict=False):
        sums = _sums(earlier)
        said = ", ".join(f"{each.title} {sums[each.id]}" for each in row.options) if inside else ""
        found.append((later, later.reason, said))
    return found


def warnings(row: StrawPoll, present: Counter[int], names: dict[int, str]) -> list[str]:
    """What may be a slip in a count of the hall: more or fewer than were written down as present."""
    tally = row.tally
    if tally is None or not present.total() or row.way is StrawWay.PHONE:
        return []
    found = []
    if tally.total != present.total():
        said = {"counted": tally.total, "present": present.total()}
        found.append(_("You counted %(counted)s answers; %(present)s people were written down as present.", **said))
    by = Counter[int]()
    for each in tally.counts:
        if each.interest_id is not None:
            by[each.interest_id] += each.count
    for group, number in by.items():
        if number > present[group]:
            said_of = {"interest": names.get(group, ""), "counted": number, "present": present[group]}
            found.append(_("%(interest)s: %(counted)s answers, %(present)s present.", **said_of))
    return found
