"""The programme as its pages show it: cards of opgaven, and the twelve months of one."""

import calendar as months_of_the_year
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from babel.dates import get_month_names
from flask_babel import gettext as _
from markupsafe import Markup, escape

from regiodialoog.adoption.models import MomentKind
from regiodialoog.adoption.views.shapes import MomentLine, line_of, words
from regiodialoog.core.dates import FuzzyDate, Precision
from regiodialoog.core.i18n import content, locale
from regiodialoog.organisations import queries as organisations
from regiodialoog.programme.models import Challenge, ChallengeLead
from regiodialoog.programme.queries import Placed
from regiodialoog.programme.queries.moments import month_of


def month_names(*, short: bool = False) -> list[str]:
    """January first, in the reader's language."""
    names = get_month_names("abbreviated" if short else "wide", locale=locale())
    return [str(names[month]).rstrip(".") for month in range(1, 13)]


def period(start: FuzzyDate | None, end: FuzzyDate | None) -> str:
    """ "2022 – 2040", "tot en met 2025", "vanaf 2024, doorlopend"; empty when neither is known."""
    if start is None and end is None:
        return ""
    if end is not None and end.end is None:  # words such as "doorlopend"
        both = escape(_("from %(start)s, %(end)s"))
        return both % {"start": words(start), "end": words(end)} if start else words(end)
    if start is None:
        return escape(_("up to and including %(end)s")) % {"end": words(end)}
    if end is None:
        return escape(_("from %(start)s")) % {"start": words(start)}
    return Markup("{} – {}").format(words(start), words(end))


def lead_words(leads: Iterable[ChallengeLead]) -> str:
    return ", ".join(f"{lead.function} {lead.name}".strip() for lead in leads)


@dataclass(frozen=True)
class Card:
    """An opgave in the list."""

    challenge: Challenge
    municipalities: Sequence[tuple[str, str, str]]
    of: int
    leads: str
    period: str
    next: MomentLine | None
    scope: str = ""


@dataclass(frozen=True)
class Mark:
    """One moment in a month: where it is told, what to read out, and the day if that is known."""

    slug: str
    icon: str
    text: str
    day: str


@dataclass
class Row:
    """A row of the twelve months. ``runs`` are (empty months before, months that run): for a period."""

    label: str
    cells: list[list[Mark]] = field(default_factory=lambda: [[] for _month in range(12)])
    run: tuple[int, int, int] | None = None

    @property
    def is_empty(self) -> bool:
        return self.run is None and not any(self.cells)


@dataclass(frozen=True)
class TwelveMonths:
    year: int
    names: list[str]
    now: int
    rows: list[Row]
    years: list[int]

    @property
    def is_empty(self) -> bool:
        return all(row.is_empty for row in self.rows)


@dataclass(frozen=True)
class Span:
    """A period to draw: of the opgave, or of a subtrack (then with its title)."""

    label: str
    start: FuzzyDate | None
    end: FuzzyDate | None


def twelve_months(
    year: int,
    placed: Sequence[Placed],
    kinds: Sequence[MomentKind],
    spans: Sequence[Span],
    *,
    known: date | None,
    today: date,
) -> TwelveMonths:
    """The rows of the legend always, and every other kind that has a moment in one month of this year.

    ``known`` is the day of the source: a period without a start is only drawn from there on.
    """
    by_kind: dict[int, Row] = {}
    for each in placed:
        month = month_of(each.moment)
        if month is None or month[0] != year:
            continue
        line = line_of(each.moment, today)
        day = _day(each.moment.when)
        row = by_kind.setdefault(each.moment.kind_id, Row(each.moment.kind.name))
        text = Markup("{}: {}. {}").format(line.when, line.state, content(line.what))
        if line.fictitious:
            text += Markup(" ({})").format(_("fictitious"))
        row.cells[month[1] - 1].append(Mark(line.slug, line.icon, text, day))
    rows = [Row(span.label, run=run) for span in spans if (run := running(span, year, known)) is not None]
    for kind in kinds:
        if kind.id in by_kind:
            rows.append(by_kind[kind.id])
        elif kind.in_table and kind.slug != "looptijd":
            rows.append(Row(kind.name))
    years = sorted({month[0] for each in placed if (month := month_of(each.moment))} | {year})
    return TwelveMonths(year, month_names(short=True), today.month if today.year == year else 0, rows, years)


def running(span: Span, year: int, known: date | None) -> tuple[int, int, int] | None:
    """Months before, months that it runs and months after, in a year; None when it certainly does not run then.

    A year as start or end counts whole, as it was printed. An end without a day ("doorlopend") is no end.
    """
    if span.start is None and span.end is None:
        return None
    start = span.start.start if span.start is not None else known
    end = span.end.end if span.end is not None and span.end.end is not None else date.max
    if start is None:
        return None
    first = [m for m in range(1, 13) if start <= date(year, m, months_of_the_year.monthrange(year, m)[1])]
    inside = [m for m in first if date(year, m, 1) <= end]
    return (inside[0] - 1, len(inside), 12 - inside[-1]) if inside else None


def _day(when: FuzzyDate | None) -> str:
    """The number of the day, if it is known."""
    if when is None or when.start is None or when.precision is not Precision.DAY:
        return ""
    return str(when.start.day)


def party_name(party: Any, region: tuple[str, str]) -> tuple[str, str]:
    """Name and address of a party. ``region``: the name and slug of the region."""
    if party.is_region:
        return region[0], f"/gemeenten#{region[1]}"
    if party.municipality is not None:
        return party.municipality.name, f"/gemeenten/{party.municipality.slug}"
    return party.organisation.name, f"/organisaties/{party.organisation.slug}"


def region_name() -> tuple[str, str]:
    found = organisations.find_region()
    return (found.name, found.slug) if found is not None else (str(_("The region")), "")
