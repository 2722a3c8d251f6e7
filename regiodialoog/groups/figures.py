"""The composition of a group in figures: asked for, signed up, drawn and seated, by feature, interest and municipality;
and how many left or did not come. Margins only: no count is of two things at once.

Everybody reads the counts that ``engines.margins`` lets through; the bureau reads all of them. What is asked for, and
who sits for which interest and municipality, stands on the page of the group and is known.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.dialogues.models import Theme
from regiodialoog.engines.margins import published
from regiodialoog.groups import queries
from regiodialoog.groups.models import INTEREST, Draw, Group, Seat, SeatState
from regiodialoog.groups.queries import figures as counted

POOL, DRAWN, SEATED, HOME = "pool", "drawn", "seated", "home"
LEFT, DECLINED, EXPIRED = "left", "declined", "expired"
COLUMNS = {
    POOL: _l("Signed up"),
    DRAWN: _l("Drawn"),
    SEATED: _l("Sits now"),
    HOME: _l("From there, on a place of the whole region"),
    LEFT: _l("Left the group"),
    DECLINED: _l("Declined the invitation"),
    EXPIRED: _l("Did not answer the invitation"),
}


@dataclass(frozen=True)
class Line:
    """A row: its name, what is asked for (None where nothing is), and a count by column; None: not shown."""

    name: str
    least: int | None
    most: int | None
    cells: tuple[int | None, ...]


@dataclass(frozen=True)
class Table:
    """``columns``: keys of COLUMNS. ``asks``: whether its lines ask for something."""

    name: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    totals: tuple[int | None, ...]
    asks: bool = True

    @property
    def hides(self) -> bool:
        return any(cell is None for line in (*self.lines, Line("", None, None, self.totals)) for cell in line.cells)


@dataclass(frozen=True)
class Figures:
    """``wiped``: the answers of who signed up are not there any more, so there are no tables of features.
    ``anywhere``: how many places of the plan are for the whole region. ``frozen``: the draw at whose announcement all
    was counted but who sits."""

    features: tuple[Table, ...]
    places: tuple[Table, ...]
    gone: tuple[Table, ...]
    wiped: bool
    anywhere: int
    frozen: Draw | None

    @property
    def tables(self) -> tuple[Table, ...]:
        return (*self.features, *self.places, *self.gone)

    @property
    def hides(self) -> bool:
        return any(table.hides for table in self.tables)


def figures(theme: Theme, group: Group, *, everything: bool) -> Figures:
    """What was asked for, who signed up and who was drawn is as it was when the last draw was announced, if one was;
    who sits is as it is now, as long as the answers are there. Nine queries at most, however many people there are."""
    seats, answered, kept = queries.seats(group.id), counted.answered(theme.id), counted.kept(group.id)
    counts = kept.counts if kept is not None else counted.now(theme.id, group.id, answered)
    wiped = bool(answered) and all(row.wiped for row in answered)
    known = (DRAWN,) if kept is not None and kept.known else ()
    features: dict[str, list[tuple[str, int | None, int | None]]] = {}
    for feature, value, least, most in counts.asked if kept is not None or not wiped else ():
        features.setdefault(feature, []).append((value, least, most))
    sit = counts.seated if wiped else counted.by_feature([row for row in answered if row.seated], features)
    filled = sum(seat.state is SeatState.FILLED for seat in seats)
    places = (_interests(seats, counts, everything, known), _municipalities(seats, counts, everything, known))
    gone = counted.gone(group.id)
    by_feature = (
        _feature(name, bounds, _found(counts, name, sit[name], filled), everything=everything, known=known)
        for name, bounds in features.items()
    )
    return Figures(
        tuple(by_feature),
        tuple(table for table in places if table.lines),
        _gone(gone, seats, everything) if gone else (),
        wiped and kept is None,
        sum(seat.municipality_id is None for seat in seats),
        kept.draw if kept is not None else None,
    )


def _feature(
    name: str,
    bounds: Sequence[tuple[str, int | None, int | None]],
    found: Mapping[str, Counter[str]],
    *,
    everything: bool,
    known: Sequence[str],
) -> Table:
    """The last line is of who gave no answer, or sits without having signed up."""
    return _table(name, bounds, found, everything=everything, rest=str(_("another answer, or none")), known=known)


def _found(counts: counted.Counts, feature: str, sit: Counter[str], filled: int) -> dict[str, Counter[str]]:
    sits = sit + Counter({"": max(0, filled - sit.total())})
    return {POOL: counts.pool.get(feature, Counter()), **_drawn(counts, feature), SEATED: sits}


def _drawn(counts: counted.Counts, feature: str) -> dict[str, Counter[str]]:
    return {DRAWN: counts.drawn[feature]} if counts.drawn is not None and feature in counts.drawn else {}


def _interests(seats: Sequence[Seat], counts: counted.Counts, everything: bool, known: Sequence[str]) -> Table:
    plan = Counter(seat.interest.name for seat in seats)
    sits = Counter(seat.interest.name for seat in seats if seat.state is SeatState.FILLED)
    found = {POOL: counts.interests, **_drawn(counts, INTEREST), SEATED: sits}
    return _of_places(str(_("Interest")), plan, found, everything, known)


def _municipalities(seats: Sequence[Seat], counts: counted.Counts, everything: bool, known: Sequence[str]) -> Table:
    """Places of the whole region are not in it: where somebody lives who sits there, only the bureau reads."""
    plan = Counter(seat.municipality.name for seat in seats if seat.municipality)
    filled = [seat for seat in seats if seat.state is SeatState.FILLED]
    sits = Counter(seat.municipality.name for seat in filled if seat.municipality)
    found = {POOL: counts.municipalities, **_drawn(counts, counted.MUNICIPALITY), SEATED: sits}
    if everything and any(seat.home for seat in filled):
        found[HOME] = Counter(seat.home.name for seat in filled if seat.home)
    return _of_places(str(_("Municipality")), plan, found, everything, known)


def _of_places(
    name: str, plan: Counter[str], found: dict[str, Counter[str]], everything: bool, known: Sequence[str]
) -> Table:
    names = dict.fromkeys([*plan, *(each for column in found.values() for each in column if each)])
    bounds = [(each, plan[each], plan[each]) for each in names]
    return _table(name, bounds, found, everything=everything, known=(SEATED, *known))


def _gone(gone: Sequence[counted.Gone], seats: Sequence[Seat], everything: bool) -> tuple[Table, ...]:
    """Three counts that are no part of each other."""
    by_interest = _by(gone, lambda each: each.interest)
    anywhere = str(_("whole region"))
    by_place = _by(gone, lambda each: each.municipality or anywhere)
    interests = [seat.interest.name for seat in seats]
    places = [seat.municipality.name if seat.municipality else anywhere for seat in seats]
    return tuple(
        _table(str(name), [(each, None, None) for each in _rows(there, found)], found, everything=everything, whole="")
        for name, there, found in ((_("Interest"), interests, by_interest), (_("Municipality"), places, by_place))
    )


def _by(gone: Sequence[counted.Gone], key: Callable[[counted.Gone], str]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {how: Counter() for how in (LEFT, DECLINED, EXPIRED)}
    for each in gone:
        found[each.how][key(each)] += each.places
    return found


def _rows(there: Iterable[str], found: Mapping[str, Counter[str]]) -> list[str]:
    return list(dict.fromkeys([*there, *(name for column in found.values() for name in column)]))


def _table(
    name: str,
    bounds: Sequence[tuple[str, int | None, int | None]],
    found: Mapping[str, Counter[str]],
    *,
    everything: bool,
    rest: str = "",
    whole: str = POOL,
    known: Sequence[str] = (),
) -> Table:
    """``rest``: the name of a last line for whatever is none of the others."""
    names = [each for each, _least, _most in bounds]
    rows = {
        column: [*(counts[each] for each in names), *([_others(counts, names)] if rest else [])]
        for column, counts in found.items()
    }
    shown = published(rows, whole=whole, known=tuple(rows) if everything else known)
    lines = [*bounds, *([(rest, None, None)] if rest else [])]
    return Table(
        name,
        tuple(found),
        tuple(
            Line(each, least, most, tuple(shown[column].cells[n] for column in found))
            for n, (each, least, most) in enumerate(lines)
        ),
        tuple(shown[column].total for column in found),
        asks=any(least is not None for _each, least, _most in bounds),
    )


def _others(counts: Counter[str], names: Sequence[str]) -> int:
    return sum(count for each, count in counts.items() if each not in names)
