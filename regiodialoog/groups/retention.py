"""How long groups keep what they know of people. Days are in the region's calendar; each last day is included."""

from dataclasses import dataclass
from datetime import date, timedelta

from regiodialoog.groups import queries

ANSWERS_KEPT = timedelta(days=90)
"""How long after the last day of a theme the answers of who signed up are kept, and the addresses of the invited."""
FILE_AT_LEAST = timedelta(days=30)
"""For so long after its outcome anybody can still check a draw."""
FILE_AT_MOST = timedelta(days=365)
"""How long after the last day of a theme the file of a draw can be kept."""


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
