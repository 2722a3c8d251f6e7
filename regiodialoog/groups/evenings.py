"""On which days the group of a theme meets. The feature that knows meetings says it; without one there are none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from flask_babel import gettext as _

from regiodialoog.core.i18n import format_date, format_time
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

    @property
    def hours(self) -> str:
        """ "from 19:30 to 21:30", with the day on which it ends where that is the next one."""
        start, end = format_time(self.starts_at), format_time(self.ends_at)
        if format_date(self.ends_at) != format_date(self.starts_at):
            end = f"{format_date(self.ends_at)} {end}"
        return str(_("from %(start)s to %(end)s", start=start, end=end))


Evenings = Callable[[Theme], Sequence[Evening]]
_known_by: list[Evenings] = []


def knows_evenings(function: Evenings) -> Evenings:
    """Register the function that lists the evenings of a theme in order, in one query."""
    _known_by.append(function)
    return function


def evenings(theme: Theme) -> list[Evening]:
    return [evening for function in _known_by for evening in function(theme)]


Days = Callable[[Theme], Sequence[date]]
_days_known_by: list[Days] = []


def knows_days(function: Days) -> Days:
    """Register the function that lists the days of every meeting of a theme that was not cancelled, also those that
    are over, in order, in one query."""
    _days_known_by.append(function)
    return function


def days(theme: Theme) -> list[date]:
    return [day for function in _days_known_by for day in function(theme)]


def weeks_between(found: Sequence[date]) -> int:
    """From one day to the next, as most of them lie; 1 at least."""
    gaps = sorted((later - day).days for day, later in pairwise(found))
    return max(1, round(gaps[len(gaps) // 2] / 7)) if gaps else 1
