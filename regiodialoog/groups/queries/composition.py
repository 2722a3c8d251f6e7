"""The composition of a group as pictures and tables want it: counts by interest and municipality, and the gaps."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from regiodialoog.groups.models import Seat, SeatState
from regiodialoog.organisations.models import Interest, Municipality


@dataclass
class Count:
    """Seats of one sort: how many there are, how many are filled and how many are promised."""

    seats: int = 0
    filled: int = 0
    promised: int = 0

    @property
    def open(self) -> int:
        return self.seats - self.filled - self.promised

    def add(self, seat: Seat) -> None:
        self.seats += 1
        self.filled += seat.state is SeatState.FILLED
        self.promised += seat.state is SeatState.PROMISED


@dataclass
class Row:
    """An interest: its counts by column, and of all columns together."""

    interest: Interest
    cells: list[Count]
    total: Count = field(default_factory=Count)


@dataclass
class Composition:
    """Interest × municipality. The last column, if ``anywhere``, is of seats that ask no municipality."""

    municipalities: list[Municipality]
    anywhere: bool
    rows: list[Row]
    columns: list[Count]
    total: Count

    @property
    def without_anybody(self) -> list[Interest]:
        """Interests for which nobody sits at the table yet."""
        return [row.interest for row in self.rows if not row.total.filled]


def composition(seats: Sequence[Seat]) -> Composition:
    """Count the seats of a plan, which come in the order of ``queries.seats``. No query."""
    places = {seat.municipality.id: seat.municipality for seat in seats if seat.municipality is not None}
    municipalities = sorted(places.values(), key=lambda each: each.sort_key)
    anywhere = any(seat.municipality_id is None for seat in seats)
    at: dict[int | None, int] = {each.id: n for n, each in enumerate(municipalities)} | {None: len(municipalities)}
    width = len(municipalities) + anywhere
    rows: dict[int, Row] = {}
    columns, total = [Count() for _ in range(width)], Count()
    for seat in seats:
        row = rows.setdefault(seat.interest_id, Row(seat.interest, [Count() for _ in range(width)]))
        for count in (row.cells[at[seat.municipality_id]], row.total, columns[at[seat.municipality_id]], total):
            count.add(seat)
    return Composition(municipalities, anywhere, list(rows.values()), columns, total)
