"""Fuzzy dates: what a document prints, and the days it may mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodialoog.core.dates import FuzzyDate, Precision, parse_fuzzy


@pytest.mark.parametrize(
    ("text", "precision", "start", "end"),
    [
        ("24 maart 2020", Precision.DAY, date(2020, 3, 24), date(2020, 3, 24)),
        ("2020-03-24", Precision.DAY, date(2020, 3, 24), date(2020, 3, 24)),
        ("24-3-2020", Precision.DAY, date(2020, 3, 24), date(2020, 3, 24)),
        ("maart 2025", Precision.MONTH, date(2025, 3, 1), date(2025, 3, 31)),
        ("2024-02", Precision.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        ("Q3 2025", Precision.QUARTER, date(2025, 7, 1), date(2025, 9, 30)),
        ("4e kwartaal 2025", Precision.QUARTER, date(2025, 10, 1), date(2025, 12, 31)),
        ("najaar 2025", Precision.SEASON, date(2025, 9, 1), date(2025, 11, 30)),
        ("winter 2025", Precision.SEASON, date(2025, 12, 1), date(2026, 2, 28)),
        ("medio 2025", Precision.PART, date(2025, 5, 1), date(2025, 8, 31)),
        ("eind februari 2024", Precision.PART, date(2024, 2, 21), date(2024, 2, 29)),
        ("eerste helft 2026", Precision.PART, date(2026, 1, 1), date(2026, 6, 30)),
        ("2025", Precision.YEAR, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_printed_date_means_these_days(text: str, precision: Precision, start: date, end: date) -> None:
    assert parse_fuzzy(text) == FuzzyDate(text, precision, start, end)


@pytest.mark.parametrize("text", ["na de zomer", "31 februari 2025", "2025-13", "Q5 2025", "", "structureel", "0000"])
def test_what_is_not_understood_stays_as_written(text: str) -> None:
    assert parse_fuzzy(text) == FuzzyDate(text, Precision.OPEN, None, None)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    fuzzy = parse_fuzzy(text)
    assert fuzzy.text == " ".join(text.split())
    if fuzzy.start and fuzzy.end:
        assert fuzzy.start <= fuzzy.end


@given(st.dates())
def test_an_exact_day_is_read_back(day: date) -> None:
    if day.year >= 1000:
        assert parse_fuzzy(str(FuzzyDate.of(day))) == FuzzyDate.of(day)
