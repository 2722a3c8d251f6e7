"""Moments with the opgave they belong to: of one opgave, the next ones of all, and the calendar of a year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from regiodialoog.adoption import queries as adoption
from regiodialoog.adoption.models import DecisionMoment, MomentState
from regiodialoog.core.db import db
from regiodialoog.organisations.models import Municipality
from regiodialoog.programme.models import Challenge, ChallengeMoment, ChallengeParticipation


@dataclass(frozen=True)
class Placed:
    """A moment, and the opgave that it belongs to (None for a moment of its own)."""

    moment: DecisionMoment
    challenge: Challenge | None
    activity_id: int | None = None


Rows = Sequence[Placed]


@dataclass(frozen=True)
class Calendar:
    """A year: ``months`` hold what lies wholly in one month, ``between`` what the year holds but no month, ``undated``
    what has no date at all."""

    months: Sequence[tuple[int, Sequence[Placed]]]
    between: Sequence[Placed]
    undated: Sequence[Placed]
    years: Sequence[int]

    @property
    def total(self) -> int:
        return sum(len(rows) for _month, rows in self.months) + len(self.between) + len(self.undated)


def month_of(moment: DecisionMoment) -> tuple[int, int] | None:
    """Year and month when every day that the moment may mean lies in one month; otherwise None."""
    when = moment.when
    if when is None or when.start is None or when.end is None:
        return None
    first, last = (when.start.year, when.start.month), (when.end.year, when.end.month)
    return first if first == last else None


def moments_of(challenge_id: int) -> list[Placed]:
    """Every moment of an opgave and of its activities, in order of date. One query."""
    query = adoption.moments(ChallengeMoment.challenge_id == challenge_id)
    query = query.join(ChallengeMoment, ChallengeMoment.moment_id == DecisionMoment.id)
    rows: Any = db.session.execute(query.add_columns(ChallengeMoment.activity_id))
    return [Placed(row[0], None, row[1]) for row in rows]


def next_moments(today: date) -> dict[int, DecisionMoment]:
    """The first moment to come of each opgave: planned or expected, and not over for certain. One query."""
    query = adoption.moments(
        DecisionMoment.state.in_([MomentState.PLANNED, MomentState.EXPECTED]),
        DecisionMoment.when_end >= today,  # type: ignore[attr-defined]
    )
    query = query.join(ChallengeMoment, ChallengeMoment.moment_id == DecisionMoment.id)
    found: dict[int, DecisionMoment] = {}
    for row in db.session.execute(query.add_columns(ChallengeMoment.challenge_id)):
        found.setdefault(row[1], row[0])
    return found


def calendar(year: int | None, *, today: date, municipality: str = "", kind: str = "") -> tuple[int, Calendar]:
    """The moments of a year (else this year or, if it has none, the last one that has), after its filters.

    Two queries, however many moments there are.
    """
    years = adoption.years(*_chosen(municipality, kind))
    shown = year or (today.year if today.year in years or not years else years[-1])
    rows = in_calendar(or_(adoption.in_year(shown), adoption.without_day()), municipality=municipality, kind=kind)
    months: dict[int, list[Placed]] = {}
    between: list[Placed] = []
    undated: list[Placed] = []
    for each in rows:
        month = month_of(each.moment)
        if month is not None:
            months.setdefault(month[1], []).append(each)
        elif each.moment.when is not None and each.moment.when.start is not None:
            between.append(each)
        else:
            undated.append(each)
    return shown, Calendar(sorted(months.items()), between, undated, years)


def in_calendar(*conditions: Any, municipality: str = "", kind: str = "") -> Rows:
    """Moments with their opgave, in order of date, after the filters. One query."""
    query = adoption.moments(*conditions, *_chosen(municipality, kind))
    query = query.outerjoin(ChallengeMoment, ChallengeMoment.moment_id == DecisionMoment.id)
    query = query.outerjoin(Challenge, Challenge.id == ChallengeMoment.challenge_id).add_columns(Challenge)
    rows: Any = db.session.execute(query)
    return [Placed(moment, challenge) for moment, challenge in rows]


def _chosen(municipality: str, kind: str) -> list[Any]:
    """Conditions for the filters. A moment is of a municipality when it is its own, or of an opgave that it is in."""
    found: list[Any] = []
    if kind:
        found.append(DecisionMoment.kind.has(slug=kind))
    if municipality:
        own = select(Municipality.id).where(Municipality.slug == municipality).scalar_subquery()
        taking = (
            select(ChallengeMoment.moment_id)
            .join(
                ChallengeParticipation,
                and_(
                    ChallengeParticipation.challenge_id == ChallengeMoment.challenge_id,
                    ChallengeParticipation.ended_on.is_(None),
                ),
            )
            .where(ChallengeParticipation.municipality_id == own)
        )
        in_its_opgaven = and_(DecisionMoment.municipality_id.is_(None), DecisionMoment.id.in_(taking))
        found.append(or_(DecisionMoment.municipality_id == own, in_its_opgaven))
    return found


def link_of(moment_id: int) -> ChallengeMoment | None:
    """Where a moment belongs, with its opgave and project; None for one of its own."""
    options = [joinedload(ChallengeMoment.challenge), joinedload(ChallengeMoment.project)]
    return db.session.get(ChallengeMoment, moment_id, options=options)


def links_of_moments(ids: Iterable[int]) -> dict[int, ChallengeMoment]:
    """Where each moment belongs that belongs somewhere, by moment, with opgave and project. One query."""
    query = select(ChallengeMoment).where(ChallengeMoment.moment_id.in_(list(ids)))
    query = query.options(joinedload(ChallengeMoment.challenge), joinedload(ChallengeMoment.project))
    return {row.moment_id: row for row in db.session.scalars(query)}
