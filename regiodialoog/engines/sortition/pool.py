"""People and demands, as a draw sees them: features become types, and demands become rows of numbers."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, vstack

from regiodialoog.engines.sortition.people import Person, Quota

Numbers = NDArray[np.float64]


class BadDemands(ValueError):
    """Demands that contradict each other or the pool in a way that no draw has to find out."""


@dataclass(frozen=True)
class Type:
    """People who are the same to the demands. ``least``, ``most``: how many of them a panel holds."""

    values: tuple[str, ...]
    ids: tuple[str, ...]
    least: int
    most: int
    household: int | None = None


@dataclass(frozen=True)
class Shape:
    """What a panel must be, by type. A panel is a whole number y per type: ``least <= y <= most`` and, for every row,
    ``low <= rows @ y <= high``. ``sizes``: how many people there are of each type."""

    sizes: Numbers
    least: Numbers
    most: Numbers
    rows: csc_array
    low: Numbers
    high: Numbers

    @property
    def types(self) -> int:
        return len(self.sizes)

    def holds(self, panel: Numbers) -> bool:
        found = self.rows @ panel
        within = (self.least <= panel) & (panel <= self.most)
        return bool(within.all() and (self.low <= found).all() and (found <= self.high).all())


def unknown(ids: Collection[str], must: Collection[str], never: Collection[str]) -> Iterator[str]:
    """What is wrong with who must and who must never be seated, in words. ``ids``: of the pool."""
    for name, given in (("must", must), ("never", never)):
        yield from (f"{name}: there is no {each!r} in the pool" for each in sorted(set(given) - set(ids)))
    yield from (f"{both!r} must and must never be seated" for both in sorted(set(must) & set(never)))


@dataclass(frozen=True)
class Demands:
    """A draw to be made. ``features`` name the values of each person in their order; every quota is about one."""

    features: tuple[str, ...]
    people: Sequence[Person]
    seats: int
    quotas: Sequence[Quota]
    must: frozenset[str] = field(default_factory=frozenset)
    never: frozenset[str] = field(default_factory=frozenset)

    def check(self) -> None:
        """Raises BadDemands, with every fault on a line of its own."""
        faults = [*unknown({person.id for person in self.people}, self.must, self.never), *self._own_faults()]
        if faults:
            raise BadDemands("\n".join(faults))

    def _own_faults(self) -> Iterator[str]:
        houses = Counter(person.household for person in self.people if person.id in self.must and person.household)
        for household, count in sorted(houses.items()):
            if count > 1:
                yield f"{count} people who must be seated share household {household!r}"
        if self.seats < 1:
            yield "there must be at least one seat"

    @property
    def room(self) -> int:
        """How many people can be seated at once, whatever the quotas say."""
        homes = {person.household for person in self.people if person.household and person.id not in self.never}
        alone = sum(not person.household and person.id not in self.never for person in self.people)
        return alone + len(homes)

    @cached_property
    def households(self) -> Mapping[str, int]:
        """A number by person, for whoever shares a household with somebody else who can be drawn; from 0, in the order
        of the pool."""
        homes = [(person.id, person.household) for person in self.people if person.id not in self.never]
        sizes = Counter(home for _person, home in homes if home)
        shared = [(person, home) for person, home in homes if sizes[home] > 1]
        numbers = {home: number for number, home in enumerate(dict.fromkeys(home for _person, home in shared))}
        return {person: numbers[home] for person, home in shared}

    @cached_property
    def kinds(self) -> tuple[Type, ...]:
        """The types, by their values; within one, people stand in the order of the pool. Whoever must or must never be
        seated or shares a household is a type alone."""
        order = sorted(range(len(self.people)), key=lambda n: (self.people[n].values, self._alone(n), n))
        found = []
        for _key, group in groupby(order, key=lambda n: (self.people[n].values, self._alone(n))):
            people = [self.people[n] for n in group]
            one = people[0].id
            least, most = int(one in self.must), 0 if one in self.never else len(people)
            ids = tuple(person.id for person in people)
            found.append(Type(people[0].values, ids, least, most, self.households.get(one)))
        return tuple(found)

    def _alone(self, n: int) -> int:
        """-1 for who shares a type with others, else a number of one's own."""
        person = self.people[n].id
        return n if person in self.must or person in self.never or person in self.households else -1

    @cached_property
    def shape(self) -> Shape:
        """Rows: one per quota in their order, then the number of seats, then one per household."""
        kinds = self.kinds
        position = {feature: n for n, feature in enumerate(self.features)}
        has = [[float(kind.values[position[q.feature]] == q.value) for kind in kinds] for q in self.quotas]
        rows = [csc_array(np.array([*has, [1.0] * len(kinds)]))]
        homes = [(kind.household, t) for t, kind in enumerate(kinds) if kind.household is not None]
        count = len({home for home, _t in homes})
        if homes:
            where = ([home for home, _t in homes], [t for _home, t in homes])
            rows.append(csc_array((np.ones(len(homes)), where), shape=(count, len(kinds))))
        return Shape(
            sizes=np.array([len(kind.ids) for kind in kinds], float),
            least=np.array([kind.least for kind in kinds], float),
            most=np.array([kind.most for kind in kinds], float),
            rows=csc_array(vstack(rows)),
            low=np.array([*(q.minimum for q in self.quotas), self.seats, *[0] * count], float),
            high=np.array([*(q.maximum for q in self.quotas), self.seats, *[1] * count], float),
        )
