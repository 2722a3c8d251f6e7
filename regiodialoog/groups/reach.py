"""Which demands can still be met with the places that are open and the people who wait, before and after one is given.

Functions of values: no database, no request.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")
Place = tuple[int, int | None]
"""Interest and municipality of an open place; None: the whole region."""


class Demands(Protocol):
    feature: str
    value: str
    minimum: int


@dataclass(frozen=True)
class Somebody:
    """Who waits, or sits: ``answers`` by feature."""

    interest_id: int
    municipality_id: int | None
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Lost:
    """A demand that can be met no more: at most ``most`` of the ``least``. Without a value: the demands of a feature
    together need ``least`` people, and ``most`` places are left."""

    feature: str
    value: str
    least: int
    most: int


def lost(
    quotas: Collection[Demands],
    seated: Sequence[Mapping[str, str]],
    places: Sequence[Place],
    waiting: Sequence[Somebody],
    *,
    place: Place,
    person: Somebody,
) -> list[Lost]:
    """The demands whose least can be reached now, and cannot once this place is given to this person.

    ``places``: all open ones, with this one; ``waiting``: everybody who can get one, with this person.
    """
    left, others = _without(places, place), _without(waiting, person)
    now, then = Counter(_pairs(seated)), Counter(_pairs([*seated, person.answers]))
    found = []
    for quota in quotas:
        key = quota.feature, quota.value
        before = now[key] + most(places, [one for one in waiting if one.answers.get(quota.feature) == quota.value])
        after = then[key] + most(left, [one for one in others if one.answers.get(quota.feature) == quota.value])
        if before >= quota.minimum > after:
            found.append(Lost(quota.feature, quota.value, quota.minimum, after))
    named = {one.feature for one in found}
    for feature in dict.fromkeys(quota.feature for quota in quotas):
        own = [quota for quota in quotas if quota.feature == feature]
        need = [sum(max(0, one.minimum - counted[feature, one.value]) for one in own) for counted in (now, then)]
        if feature not in named and need[0] <= len(places) and need[1] > len(left):
            found.append(Lost(feature, "", need[1], len(left)))
    return found


def most(places: Iterable[Place], people: Iterable[Somebody]) -> int:
    """How many of these places these people can take at most. Exact: a place of one municipality is never needed by
    somebody from another, so those go first."""
    wanted, offered = Counter(places), Counter((one.interest_id, one.municipality_id) for one in people)
    found = 0
    for interest in {interest for interest, _municipality in wanted}:
        there = {key: count for key, count in offered.items() if key[0] == interest}
        fixed = sum(min(count, wanted[key]) for key, count in there.items() if key[1] is not None)
        found += fixed + min(wanted[interest, None], sum(there.values()) - fixed)
    return found


def _pairs(people: Iterable[Mapping[str, str]]) -> Iterable[tuple[str, str]]:
    return (pair for answers in people for pair in answers.items())


def _without(rows: Sequence[T], one: T) -> list[T]:
    """All but one of those that are like this."""
    at = rows.index(one)
    return [*rows[:at], *rows[at + 1 :]]
