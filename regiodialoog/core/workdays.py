"""On which days people work in the Netherlands: not in a weekend, and not on a public holiday."""

from datetime import date, timedelta

SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday: the anonymous Gregorian rule, as Meeus gives it (Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    j, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * j - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def holidays(year: int) -> frozenset[date]:
    """New Year, Easter Monday, the King's day, Ascension, Whit Monday and two days of Christmas. Liberation day is a
    day off once in five years, for public servants."""
    first = easter(year)
    kings = date(year, 4, 27)
    kings -= timedelta(days=kings.weekday() == SATURDAY + 1)
    moving = {first + timedelta(days=n) for n in (1, 39, 50)}
    fixed = {date(year, 1, 1), kings, date(year, 12, 25), date(year, 12, 26)}
    if year % 5 == 0:
        fixed.add(date(year, 5, 5))
    return frozenset(moving | fixed)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def next_working_day(day: date) -> date:
    """This day or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
