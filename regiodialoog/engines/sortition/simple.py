"""A simple seeded draw within quotas: random, repeatable, and honest about what cannot be done.

Everybody in the pool may be drawn, but the chances are not made equal: a later release replaces this engine by an exact
one. The same pool, seats, quotas and seed always give the same panel. Works in three steps: a random way to seat
somebody on every seat (augmenting paths), then random swaps that bring the quotas nearer, and all of that again a
number of times when it does not succeed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

ROUNDS = 60
SWAPS = 600


@dataclass(frozen=True)
class Candidate:
    """Somebody in the pool. ``answers``: value by feature; what is left out counts for no value."""

    id: int
    interest: int
    municipality: int
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """A seat to be drawn for; ``municipality`` None takes somebody from anywhere."""

    id: int
    interest: int
    municipality: int | None = None

    def fits(self, candidate: Candidate) -> bool:
        return self.interest == candidate.interest and self.municipality in (None, candidate.municipality)


@dataclass(frozen=True)
class Bounds:
    """How many with this value of a feature are drawn, at least and at most."""

    feature: str
    value: str
    minimum: int
    maximum: int

    def missed(self, count: int) -> int:
        return max(self.minimum - count, count - self.maximum, 0)


@dataclass(frozen=True)
class Panel:
    """Who sits where: candidate by seat."""

    seats: Mapping[int, int]


@dataclass(frozen=True)
class Clash:
    """Why no panel was found. ``places``: seats that too few candidates fit; else a quota, with how many in the pool
    have its value. ``proven`` False: each demand can be met by itself, but no panel was found that meets them all."""

    bounds: Bounds | None
    places: tuple[int, ...]
    available: int
    proven: bool


def draw(pool: Sequence[Candidate], places: Sequence[Place], quotas: Sequence[Bounds], *, seed: int) -> Panel | Clash:
    """Draw a candidate for every place, within every quota; or say what stands in the way."""
    impossible = _too_few(pool, places) or _beyond_reach(pool, quotas, len(places))
    if impossible is not None:
        return impossible
    random, nearest = Random(seed), None  # noqa: S311 - a draw that anybody can repeat from its seed
    for _round in range(ROUNDS):
        table = _seat_everybody(pool, places, random)
        missed = _bring_nearer(table, pool, places, quotas, random)
        if not any(missed):
            return Panel({place.id: candidate.id for place, candidate in zip(places, table, strict=True)})
        if nearest is None or sum(missed) < sum(nearest):
            nearest = missed
    worst = quotas[max(range(len(quotas)), key=(nearest or [0]).__getitem__)]
    return Clash(worst, (), _have(pool, worst), proven=False)


def _have(people: Sequence[Candidate], bounds: Bounds) -> int:
    return sum(1 for each in people if each.answers.get(bounds.feature) == bounds.value)


def _beyond_reach(pool: Sequence[Candidate], quotas: Sequence[Bounds], size: int) -> Clash | None:
    """A quota that no panel of this size from this pool can meet."""
    for bounds in quotas:
        available = _have(pool, bounds)
        others = sum(each.minimum for each in quotas if each.feature == bounds.feature and each != bounds)
        if bounds.minimum > min(available, size - others) or len(pool) - available + bounds.maximum < size:
            return Clash(bounds, (), available, proven=True)
    return None


def _too_few(pool: Sequence[Candidate], places: Sequence[Place]) -> Clash | None:
    """Places that together have fewer candidates than there are places (Hall's condition)."""
    holders: dict[int, int] = {}
    for n in range(len(places)):
        reached: set[int] = set()
        if not _augment(n, places, pool, range(len(pool)), holders=holders, reached=reached):
            stuck = {n, *(holders[m] for m in reached)}
            return Clash(None, tuple(sorted(places[s].id for s in stuck)), len(reached), proven=True)
    return None


def _augment(
    n: int,
    places: Sequence[Place],
    pool: Sequence[Candidate],
    order: Sequence[int],
    *,
    holders: dict[int, int],
    reached: set[int],
) -> bool:
    """Seat somebody on place ``n``, moving others if need be. ``holders``: place by candidate."""
    for m in order:
        if m in reached or not places[n].fits(pool[m]):
            continue
        reached.add(m)
        if m not in holders or _augment(holders[m], places, pool, order, holders=holders, reached=reached):
            holders[m] = n
            return True
    return False


def _seat_everybody(pool: Sequence[Candidate], places: Sequence[Place], random: Random) -> list[Candidate]:
    """Somebody on every place, at random; that it can be done was shown before."""
    order, holders = list(range(len(pool))), dict[int, int]()
    for n in random.sample(range(len(places)), len(places)):
        random.shuffle(order)
        _augment(n, places, pool, order, holders=holders, reached=set())
    seated = {n: pool[m] for m, n in holders.items()}
    return [seated[n] for n in range(len(places))]


def _bring_nearer(
    table: list[Candidate], pool: Sequence[Candidate], places: Sequence[Place], quotas: Sequence[Bounds], random: Random
) -> list[int]:
    """Change seated people for others while that brings the quotas nearer. Returns by how much each is missed."""
    missed = [bounds.missed(_have(table, bounds)) for bounds in quotas]
    waiting = [each for each in pool if each not in table]
    for _swap in range(SWAPS if waiting else 0):
        if not any(missed):
            break
        n, m = random.randrange(len(table)), random.randrange(len(waiting))
        if not places[n].fits(waiting[m]):
            continue
        table[n], waiting[m] = waiting[m], table[n]
        after = [bounds.missed(_have(table, bounds)) for bounds in quotas]
        if sum(after) > sum(missed):
            table[n], waiting[m] = waiting[m], table[n]
        else:
            missed = after
    return missed
