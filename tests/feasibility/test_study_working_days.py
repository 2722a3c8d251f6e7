"""Two whole working days lie between announcing a verdict and publishing it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodialoog.core.workdays import holidays, is_working_day
from regiodialoog.feasibility.study_days import may_publish_from, may_publish_on


@pytest.mark.parametrize(
    ("announced", "from_day"),
    [
        (date(2026, 9, 14), date(2026, 9, 17)),  # Monday: Tuesday and Wednesday are whole
        (date(2026, 9, 17), date(2026, 9, 22)),  # Thursday: Friday and Monday
        (date(2026, 9, 19), date(2026, 9, 23)),  # Saturday counts as no day
        (date(2026, 4, 2), date(2026, 4, 8)),  # before Easter: Good Friday is a working day, Easter Monday is not
        (date(2026, 4, 24), date(2026, 4, 30)),  # King's day on a Monday
        (date(2022, 4, 25), date(2022, 4, 29)),  # King's day on a Wednesday
        (date(2026, 5, 13), date(2026, 5, 19)),  # Ascension on Thursday; a bridge day counts
        (date(2026, 12, 24), date(2026, 12, 30)),  # Christmas on Friday and Saturday
        (date(2026, 12, 31), date(2027, 1, 6)),  # New Year on Friday
        (date(2030, 5, 3), date(2030, 5, 8)),  # Liberation day 2030 is a Sunday
        (date(2025, 5, 2), date(2025, 5, 8)),  # and in 2025 a Monday off
    ],
)
def test_publishing_can_begin_after_two_whole_working_days(announced: date, from_day: date) -> None:
    assert may_publish_on(announced) == from_day


def test_the_day_begins_at_midnight_in_the_region_on_both_sides_of_summer_time() -> None:
    assert may_publish_from(datetime(2026, 9, 14, 21, 59, tzinfo=UTC)) == datetime(2026, 9, 16, 22, tzinfo=UTC)
    assert may_publish_from(datetime(2026, 9, 14, 22, 1, tzinfo=UTC)) == datetime(2026, 9, 17, 22, tzinfo=UTC)
    assert may_publish_from(datetime(2026, 10, 23, 10, tzinfo=UTC)) == datetime(2026, 10, 27, 23, tzinfo=UTC)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_exactly_two_working_days_lie_strictly_between(day: date) -> None:
    until = may_publish_on(day)
    between = [date.fromordinal(n) for n in range(day.toordinal() + 1, until.toordinal())]
    assert sum(is_working_day(each) for each in between) == 2
    assert is_working_day(between[-1])


def test_easter_monday_and_whit_monday_of_known_years_are_holidays() -> None:
    for each in (date(2024, 4, 1), date(2025, 4, 21), date(2026, 4, 6), date(2038, 4, 26), date(2026, 5, 25)):
        assert each in holidays(each.year)
