"""Dates as people write them: exact ones, and fuzzy ones like "medio 2025", "Q3 2025" or "najaar 2025"."""

import calendar
import enum
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
)


class Precision(enum.StrEnum):
    """How much a fuzzy date really says."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    PART = "part"
    YEAR = "year"
    OPEN = "open"


@dataclass(frozen=True)
class FuzzyDate:
    """A date in somebody's own words, with the days it may mean: ``start`` and ``end`` inclusive, None if unknown."""

    text: str
    precision: Precision
    start: date | None
    end: date | None

    def __str__(self) -> str:
        return self.text

    @classmethod
    def of(cls, day: date) -> "FuzzyDate":
        return cls(f"{day.day} {MONTHS[day.month - 1]} {day.year}", Precision.DAY, day, day)


def parse_fuzzy(text: str) -> FuzzyDate:
    """Read a date as a document prints it. What is not understood stays as written, with precision OPEN.

    Seasons are the meteorological ones; "begin", "medio" and "eind" of a year are its thirds; of a month likewise.
    """
    words = " ".join(text.split())
    lowered = words.lower().strip(" .")
    for pattern, reader in _READERS:
        match = pattern.fullmatch(lowered)
        if match:
            try:
                precision, start, end = reader(match)
            except ValueError:
                break
            return FuzzyDate(words, precision, start, end)
    return FuzzyDate(words, Precision.OPEN, None, None)


_Reading = tuple[Precision, date, date]
_MONTH = "|".join(MONTHS)
_SEASONS = {"voorjaar": 3, "lente": 3, "zomer": 6, "najaar": 9, "herfst": 9, "winter": 12}


def _month(year: int, month: int) -> _Reading:
    return Precision.MONTH, date(year, month, 1), _last_day(year, month)


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _months(precision: Precision, year: int, first: int, count: int) -> _Reading:
    last_year, last = divmod(first + count - 2, 12)
    return precision, date(year, first, 1), _last_day(year + last_year, last + 1)


def _day(match: re.Match[str]) -> _Reading:
    day = date(int(match["year"]), MONTHS.index(match["month"]) + 1, int(match["day"]))
    return Precision.DAY, day, day


def _iso_day(match: re.Match[str]) -> _Reading:
    day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return Precision.DAY, day, day


def _part_of_month(match: re.Match[str]) -> _Reading:
    year, month = int(match["year"]), MONTHS.index(match["month"]) + 1
    first, last = {"begin": (1, 10), "medio": (11, 20), "eind": (21, 31)}[match["part"]]
    return (
        Precision.PART,
        date(year, month, first),
        min(date(year, month, 1) + timedelta(last - 1), _last_day(year, month)),
    )


def _part_of_year(match: re.Match[str]) -> _Reading:
    return _months(Precision.PART, int(match["year"]), {"begin": 1, "medio": 5, "eind": 9}[match["part"]], 4)


_READERS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], _Reading]]] = [
    (re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"), _iso_day),
    (re.compile(r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{4})"), _iso_day),
    (re.compile(rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH}) (?P<year>\d{{4}})"), _day),
    (re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)"), lambda m: _month(int(m["year"]), int(m["month"]))),
    (
        re.compile(rf"(?P<month>{_MONTH}) (?P<year>\d{{4}})"),
        lambda m: _month(int(m["year"]), MONTHS.index(m["month"]) + 1),
    ),
    (re.compile(rf"(?P<part>begin|medio|eind) (?P<month>{_MONTH}) (?P<year>\d{{4}})"), _part_of_month),
    (re.compile(r"(?P<part>begin|medio|eind) (?P<year>\d{4})"), _part_of_year),
    (
        re.compile(r"(?:q|kwartaal )(?P<quarter>[1-4]),? (?P<year>\d{4})"),
        lambda m: _months(Precision.QUARTER, int(m["year"]), 3 * int(m["quarter"]) - 2, 3),
    ),
    (
        re.compile(r"(?P<quarter>[1-4])e kwartaal (?P<year>\d{4})"),
        lambda m: _months(Precision.QUARTER, int(m["year"]), 3 * int(m["quarter"]) - 2, 3),
    ),
    (
        re.compile(r"(?P<year>\d{4})-q(?P<quarter>[1-4])"),
        lambda m: _months(Precision.QUARTER, int(m["year"]), 3 * int(m["quarter"]) - 2, 3),
    ),
    (
        re.compile(rf"(?P<season>{'|'.join(_SEASONS)}) (?P<year>\d{{4}})"),
        lambda m: _months(Precision.SEASON, int(m["year"]), _SEASONS[m["season"]], 3),
    ),
    (
        re.compile(r"(?P<half>eerste|tweede) helft (?:van )?(?P<year>\d{4})"),
        lambda m: _months(Precision.PART, int(m["year"]), 1 if m["half"] == "eerste" else 7, 6),
    ),
    (re.compile(r"(?P<year>\d{4})"), lambda m: _months(Precision.YEAR, int(m["year"]), 1, 12)),
]
