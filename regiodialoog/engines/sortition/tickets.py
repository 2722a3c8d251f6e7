"""The lottery in a million tickets: what a ticket means, and how many tickets name each person.

Every panel of types owns a range of tickets. Within a type of m people of whom c sit, ticket n seats the c people from
position (start + n) mod m on, in a circle; ``start`` is hashed from the type, because types of equal size would
otherwise move in step.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from regiodialoog.engines.sortition.leximin import Lottery
from regiodialoog.engines.sortition.pool import Type
from regiodialoog.engines.trail import canonical

TICKETS = 1_000_000


@dataclass(frozen=True)
class Range:
    """A panel of types and its tickets, both ends included. ``seated``: (type, how many), by type, none of them 0."""

    seated: tuple[tuple[int, int], ...]
    first: int
    last: int


def ranges(lottery: Lottery) -> list[Range]:
    """The tickets of every panel, in the order of the lottery; a panel whose share rounds to none is left out."""
    found, first = [], 0
    for panel, count in zip(lottery.panels, _shares(lottery.weights.tolist()), strict=True):
        if count:
            seated = tuple((int(t), int(panel[t])) for t in np.flatnonzero(panel))
            found.append(Range(seated, first, first + count - 1))
            first += count
    return found


def _shares(weights: Sequence[float]) -> list[int]:
    """Tickets per weight by the largest remainder, the first of equals first."""
    exact = [Fraction(weight) for weight in weights]
    total = sum(exact)
    wanted = [weight * TICKETS / total for weight in exact]
    shares = [int(share) for share in wanted]
    order = sorted(range(len(shares)), key=lambda n: shares[n] - wanted[n])
    for n in order[: TICKETS - sum(shares)]:
        shares[n] += 1
    return shares


def start(kind: Type) -> int:
    """Where a type's circle begins: the first 8 bytes, big-endian, of the hash of its values and people."""
    digest = hashlib.sha256(canonical([list(kind.values), list(kind.ids)])).digest()
    return int.from_bytes(digest[:8], "big") % len(kind.ids)


def counts(kinds: Sequence[Type], starts: Sequence[int], panels: Sequence[Range]) -> dict[str, int]:
    """How many tickets name each person, in the order of the types."""
    tally = [np.zeros(len(kind.ids), np.int64) for kind in kinds]
    for panel in panels:
        length = panel.last - panel.first + 1
        for t, seats in panel.seated:
            size = len(tally[t])
            rounds, rest = divmod(length, size)
            tally[t] += rounds * seats
            if rest and seats < size:
                _count_part(tally[t], starts[t] + panel.first, rest, seats)
            else:
                tally[t] += rest
    people = (person for kind in kinds for person in kind.ids)
    return dict(zip(people, np.concatenate(tally).tolist(), strict=True))


def _count_part(tally: np.ndarray, begin: int, length: int, seats: int) -> None:
    """Add ``length`` tickets in a row, fewer than the circle is long, each naming ``seats`` people from its place."""
    size = len(tally)
    places = np.arange(length + seats - 1)
    reached = np.minimum.reduce([places + 1, np.full_like(places, min(length, seats)), places[::-1] + 1])
    np.add.at(tally, (begin + places) % size, reached)


def people(kinds: Sequence[Type], starts: Sequence[int], panel: Range, ticket: int) -> list[str]:
    """Who sits when this ticket is drawn, by type."""
    seated = []
    for t, seats in panel.seated:
        ids = kinds[t].ids
        begin = (starts[t] + ticket) % len(ids)
        seated += [ids[(begin + n) % len(ids)] for n in range(seats)]
    return seated


def find(panels: Sequence[Range], ticket: int) -> int:
    """The position of the panel that owns a ticket. Raises LookupError."""
    for n, panel in enumerate(panels):
        if panel.first <= ticket <= panel.last:
            return n
    raise LookupError(ticket)
