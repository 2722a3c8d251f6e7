"""From when a verdict that was announced may be published: two whole working days lie between."""

from datetime import date, datetime, time, timedelta

from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.workdays import is_working_day

AHEAD = 2


def may_publish_on(announced: date, *, working_days: int = AHEAD) -> date:
    """The day after the last of so many whole working days; the day of announcing is not whole, and does not count."""
    day, left = announced, working_days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return day + timedelta(days=1)


def may_publish_from(announced_at: datetime) -> datetime:
    """The moment at which that day begins, on the wall in the region."""
    day = may_publish_on(announced_at.astimezone(AMSTERDAM).date())
    return datetime.combine(day, time(), tzinfo=AMSTERDAM)
