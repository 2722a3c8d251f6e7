"""Who best takes which open place: the assignment that fills most places, then meets the quotas best, then leaves the
rest its share of them, then lets people come to most evenings. Exact, by the integer programs of ``assign_program``.

The quotas are about the whole table. So places that are filled later, by lot or by somebody of whom nothing is known,
count too: those who sit now should not take what the rest cannot bring, nor leave it what only the rest could bring.

People who are alike (same interest, municipality, answers and number of evenings) are one type, so the programs do not
grow with the number of people. Within a type the first of the list comes first.

Of one household at most one takes a place. Of those in it who are alike only the first counts. If others are left, the
types of all of them tell households apart: so many households of one sort give at most so many people, and as each has
one of every type, any such choice can be made from different ones.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from regiodialoog.engines.sortition.assign_program import Alike, Kind, Pair, Sort, Spot, Table, best
from regiodialoog.engines.sortition.people import Quota


@dataclass(frozen=True)
class Candidate:
    """``answers``: value by feature, as pairs. ``evenings``: on how many of them the person can come. ``home``: whoever
    has the same lives together; "" lives with nobody. ``later``: whether they can take a later place."""

    id: int
    interest: Hashable
    place: Hashable
    answers: tuple[tuple[str, str], ...] = ()
    evenings: int = 0
    home: str = ""
    later: bool = True


@dataclass(frozen=True)
class Opening:
    """A place to fill; ``place`` None takes somebody from anywhere."""

    id: int
    interest: Hashable
    place: Hashable | None = None

    def fits(self, candidate: Candidate) -> bool:
        return self.interest == candidate.interest and self.place in (None, candidate.place)


@dataclass(frozen=True)
class Missed:
    """A quota that the whole table cannot meet: how many with its value would sit there in the end."""

    quota: Quota
    count: int


@dataclass(frozen=True)
class Assignment:
    """``taken``: candidate by opening. ``others``: per opening who else fits, best first. ``missed``: quotas beyond
    reach with most places filled."""

    taken: dict[int, int]
    others: dict[int, list[int]]
    missed: list[Missed] = field(default_factory=list)


def assign(
    candidates: Sequence[Candidate],
    openings: Sequence[Opening],
    quotas: Sequence[Quota],
    *,
    seated: Sequence[tuple[Pair, ...]] = (),
    later: Sequence[Opening] = (),
    unknown: int = 0,
    others: int = 15,
) -> Assignment:
    """``quotas`` are about everybody at the table in the end; ``seated``: the answers of who sits there already.
    ``later``: the places that are drawn for afterwards, from the candidates who are left; ``unknown``: how many other
    places somebody takes of whom no answer is known yet."""
    kinds, left_out, homes = _kinds(candidates)
    spots: dict[Spot, list[Opening]] = defaultdict(list)
    for opening in openings:
        spots[opening.interest, opening.place].append(opening)
    found = best(
        Table(
            {kind: len(people) for kind, people in kinds.items()},
            {spot: len(places) for spot, places in spots.items()},
            Counter((each.interest, each.place) for each in later),
            homes,
            Counter(pair for answers in seated for pair in answers),
            len(seated),
            unknown,
        ),
        quotas,
    )
    waiting = {kind: list(people) for kind, people in kinds.items()}
    taken: dict[int, int] = {}
    full: set[str] = {""}
    free = {spot: list(places) for spot, places in spots.items()}
    for (kind, spot), count in found.ways.items():
        for _one in range(count):
            one = next(each for each in waiting[kind] if not kind[1] or each.home not in full)
            waiting[kind].remove(one)
            full.add(one.home)
            taken[free[spot].pop(0).id] = one.id
    missed = [
        Missed(quota, count)
        for quota, count, is_missed in zip(quotas, found.whole, found.missed, strict=True)
        if is_missed
    ]
    left = [*left_out, *(each for all_ in waiting.values() for each in all_)]
    return Assignment(taken, _others(left, openings, others), missed)


def _kinds(
    candidates: Sequence[Candidate],
) -> tuple[dict[Kind, list[Candidate]], list[Candidate], dict[Sort, int]]:
    """People by type; those for whom somebody alike of their household stands in; how many households of a sort."""
    types: dict[str, dict[Alike, int]] = defaultdict(dict)
    for each in candidates:
        if each.home:
            types[each.home].setdefault(_alike(each), each.id)
    sorts: dict[str, Sort] = {home: frozenset(there) for home, there in types.items() if len(there) > 1}
    kinds: dict[Kind, list[Candidate]] = defaultdict(list)
    left_out = []
    for each in candidates:
        if each.home and types[each.home][_alike(each)] != each.id:
            left_out.append(each)
        else:
            kinds[_alike(each), sorts.get(each.home, frozenset())].append(each)
    return kinds, left_out, dict(Counter(sorts.values()))


def _alike(each: Candidate) -> Alike:
    return Alike(each.interest, each.place, each.answers, each.evenings, each.later)


def _others(left: Sequence[Candidate], openings: Sequence[Opening], count: int) -> dict[int, list[int]]:
    """Who was not chosen and fits, those who can come most often first. Computed once per kind of opening."""
    left = sorted(left, key=lambda each: (-each.evenings, each.id))
    by_spot: dict[Spot, list[int]] = {}
    for opening in openings:
        spot = opening.interest, opening.place
        if spot not in by_spot:
            by_spot[spot] = [each.id for each in left if opening.fits(each)][:count]
    return {opening.id: by_spot[opening.interest, opening.place] for opening in openings}
