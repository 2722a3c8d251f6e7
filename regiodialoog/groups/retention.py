"""How long groups keep what they know of people. Days are in the region's calendar; each last day is included."""

from dataclasses import dataclass
from datetime import date, timedelta

from regiodialoog.core import clock
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries

ANSWERS_KEPT = timedelta(days=90)
"""How long after the last day of a theme the answers of who signed up are kept, and the addresses of the invited."""
FILE_AT_LEAST = timedelta(days=30)
"""For so long after its outcome anybody can still check a draw."""
FILE_AT_MOST = timedelta(days=365)
"""How long after the last day of a theme the file of a draw can be kept."""

NEWS_KEPT = timedelta(days=365)
"""How long after the last day of a theme somebody is kept informed of it who asked for that."""


@dataclass(frozen=True)
class FileDays:
    """Up to and including which day the file of a draw may be kept: not before ``first``, not after ``last``."""

    first: date
    usual: date
    last: date


def days_of_file(theme_id: int, outcome_on: date) -> FileDays:
    """For a draw of which the outcome is known on a day. Usual is as long as the answers are kept."""
    first = outcome_on + FILE_AT_LEAST
    ends = queries.last_day(theme_id) or outcome_on
    return FileDays(first, max(first, ends + ANSWERS_KEPT), max(first, ends + FILE_AT_MOST))


def news_until(theme: Theme) -> date | None:
    """The last day on which somebody who asks for it now is kept informed of a theme; None where there is no more
    news. Needs the phases of the theme."""
    today = clock.today()
    last = max((phase.ends_on for phase in theme.phases), default=today) + NEWS_KEPT
    return last if theme.is_active and theme.source_id is None and last >= today else None
