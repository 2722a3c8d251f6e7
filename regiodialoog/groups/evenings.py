"""On which days the group of a theme meets. The feature that knows meetings says it; without one there are none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from regiodialoog.dialogues.models import Theme


@dataclass(frozen=True)
class Evening:
    """A meeting that somebody who signs up should be able to come to."""

    title: str
    starts_at: datetime
    ends_at: datetime
    day: date
    place: str

    @property
    def key(self) -> str:
        """How a registration remembers it: the ISO date."""
        return self.day.isoformat()


Evenings = Callable[[Theme], Sequence[Evening]]
_known_by: list[Evenings] = []


def knows_evenings(function: Evenings) -> Evenings:
    """Register the function that lists the evenings of a theme in order, in one query."""
    _known_by.append(function)
    return function


def evenings(theme: Theme) -> list[Evening]:
    return [evening for function in _known_by for evening in function(theme)]
