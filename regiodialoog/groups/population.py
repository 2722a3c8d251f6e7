"""What the figures of the population say about a question of a group: of 100 people in the municipalities that take
part, how many give each answer."""

import hashlib
import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from regiodialoog.core.i18n import format_date
from regiodialoog.core.text import fold
from regiodialoog.dialogues.models import Theme
from regiodialoog.engines.apportion import largest_remainder
from regiodialoog.groups.asking import Rule, Rules
from regiodialoog.groups.library import Ready, about
from regiodialoog.groups.models import LONGEST_REASON, Population
from regiodialoog.groups.queries.population import Rows
from regiodialoog.organisations.models import Municipality
from regiodialoog.organisations.models import Source as Document

WHOLE = 100
MOST_SOURCES = 3
"""So many are named in a reason."""


@dataclass(frozen=True)
class Missing:
    """A municipality that is not in the sum, and the answers that are not known of it; none at all: ``()``."""

    name: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """``key``: of the question of the library. ``people``: by value of the group's question how many, in the
    municipalities that are ``counted`` (their names); empty when that cannot be said. ``unknown``: values of which
    nothing is known. ``sources``: each document and day once."""

    key: str
    people: Mapping[str, int]
    unknown: tuple[str, ...]
    counted: tuple[str, ...]
    missing: tuple[Missing, ...]
    sources: tuple[tuple[Document, date], ...]
    whole_region: bool = False

    @property
    def shares(self) -> dict[str, int]:
        """In whole per cent, together 100."""
        return self.places(WHOLE)

    def places(self, size: int) -> dict[str, int]:
        """So many places by the numbers of people."""
        if not self.people:
            return {}
        return dict(zip(self.people, largest_remainder(size, list(self.people.values())).places, strict=True))

    @property
    def basis(self) -> str:
        """The same for the same numbers of people: whether somebody looks at other ones than were shown."""
        return hashlib.sha256(json.dumps(self.people, sort_keys=True).encode()).hexdigest()[:16]

    def reason(self, value: str) -> str:
        """Why a demand on this value asks for so many, in words."""
        share, sources = self.shares[value], sources_said(self.sources)
        if self.whole_region:
            said = _("In the region %(share)s %% of the people are like this. Source: %(sources)s.",
                     share=share, sources=sources)  # fmt: skip
        else:
            said = _("Of the people in the municipalities that were counted %(share)s %% are like this. Source:"
                     " %(sources)s.", share=share, sources=sources)  # fmt: skip
        return str(said)[:LONGEST_REASON]


def sources_said(sources: Sequence[tuple[Document, date]]) -> str:
    """Each document with its day, on one line."""
    said = [f"{document.name}, {format_date(day)}" for document, day in sources[:MOST_SOURCES]]
    return "; ".join([*said, *([_("and others")] if len(sources) > MOST_SOURCES else [])])


def shares_said(found: Known) -> str:
    """Each value with its share, on one line."""
    return "; ".join(f"{value} {share} %" for value, share in found.shares.items())


def places_of(theme: Theme) -> list[Municipality]:
    """The municipalities that take part, by name."""
    return sorted((row.municipality for row in theme.municipalities), key=lambda each: each.sort_key)


def known(feature: str, rules: Rules, places: Sequence[Municipality], rows: Rows, *, region: int) -> Known | None:
    """What ``rows`` say of a question about this feature; None for one that the library does not have, or of which
    nothing is known here. ``region``: how many municipalities there are in all.

    A municipality is in the sum when it has a number for every answer that any of them has one for: with a part of its
    people the shares would not be those of anybody.
    """
    ready = about(feature)
    if ready is None or not rows.get(ready.key):
        return None
    there, parts = rows[ready.key], _parts(rules, ready)
    numbers = {place.id: _numbers(there, place.id, parts) for place in places}
    values = [value for value in rules.values if any(value in of for of in numbers.values())]
    if not values:
        return None
    whole = [place for place in places if len(numbers[place.id]) == len(values)]
    sums = {value: sum(numbers[place.id][value] for place in whole) for value in values}
    return Known(
        ready.key,
        sums if any(sums.values()) else {},
        tuple(value for value in rules.values if value not in values),
        tuple(place.name for place in whole),
        tuple(_missing(place.name, numbers[place.id], values) for place in places if place not in whole),
        _sources(there, {place.id for place in whole}, {part for value in values for part in parts[value]}),
        whole_region=len(whole) == region,
    )


def _parts(rules: Rules, ready: Ready) -> dict[str, tuple[str, ...]]:
    """By value of a group's question the answers of the library that are the same people together; none: ``()``."""
    own = ready.rules()
    return {rule.value: _same(rule, own.rules) for rule in rules.rules}


def _same(rule: Rule, own: Sequence[Rule]) -> tuple[str, ...]:
    """The answer that is called so or, of ages, those that make it up without a gap."""
    if not rule.spans:
        return tuple(each.value for each in own if fold(each.value) == fold(rule.value))[:1]
    first, last = rule.spans[0]
    inside = [(*each.spans[0], each.value) for each in sorted(own, key=lambda each: each.spans) if each.spans]
    inside = [each for each in inside if first <= each[0] and each[1] <= last]
    goes_on = all(one[1] + 1 == two[0] for one, two in itertools.pairwise(inside))
    if not inside or not goes_on or (inside[0][0], inside[-1][1]) != (first, last):
        return ()
    return tuple(each[2] for each in inside)


def _numbers(
    there: Mapping[tuple[int, str], Population], place: int, parts: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    """By value how many people of a municipality, for those of which all parts are known."""
    return {
        value: sum(there[place, part].number for part in each)
        for value, each in parts.items()
        if each and all((place, part) in there for part in each)
    }


def _missing(name: str, has: Mapping[str, int], values: Sequence[str]) -> Missing:
    return Missing(name, tuple(value for value in values if value not in has) if has else ())


def _sources(
    there: Mapping[tuple[int, str], Population], places: set[int], answers: set[str]
) -> tuple[tuple[Document, date], ...]:
    found = {
        (row.source_id, row.counted_on): (row.source, row.counted_on)
        for (place, answer), row in there.items()
        if place in places and answer in answers
    }
    return tuple(sorted(found.values(), key=lambda each: (each[1], each[0].id), reverse=True))
