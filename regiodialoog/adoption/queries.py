"""Reading decision moments and municipal decisions."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from regiodialoog.adoption.models import DecisionMoment, MomentEntry, MomentKind, MunicipalDecision
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound


def kinds() -> Sequence[MomentKind]:
    """In the order of the legend. One query."""
    return db.session.scalars(select(MomentKind).order_by(MomentKind.position, MomentKind.id)).all()


def kind(slug: str) -> MomentKind:
    found = db.session.scalar(select(MomentKind).where(MomentKind.slug == slug))
    if found is None:
        raise NotFound
    return found


def moment(slug: str) -> DecisionMoment:
    """With its kind, body, municipality, source and the moment that is the same meeting. Raises NotFound."""
    query = _with_all(select(DecisionMoment).where(DecisionMoment.slug == slug))
    found = db.session.scalar(query.options(joinedload(DecisionMoment.source)))
    if found is None:
        raise NotFound
    return found


def moments(*conditions: Any) -> Select[DecisionMoment]:
    """Every moment in order of its first possible day, those without a day last: a query to go on with."""
    query = _with_all(select(DecisionMoment).where(*conditions))
    return query.order_by(
        DecisionMoment.when_start.is_(None),  # type: ignore[attr-defined]
        DecisionMoment.when_start,  # type: ignore[attr-defined]
        DecisionMoment.when_end,  # type: ignore[attr-defined]
        DecisionMoment.id,
    )


def _with_all(query: Select[DecisionMoment]) -> Select[DecisionMoment]:
    return query.options(
        joinedload(DecisionMoment.kind),
        joinedload(DecisionMoment.body),
        joinedload(DecisionMoment.municipality),
        joinedload(DecisionMoment.same_meeting),
    )


def by_ids(ids: Iterable[int]) -> Sequence[DecisionMoment]:
    """Ids that are not there are left out. One query."""
    return db.session.scalars(select(DecisionMoment).where(DecisionMoment.id.in_(list(ids)))).all()


def in_year(year: int) -> Any:
    """A condition: some day that the moment may mean lies in this year."""
    return and_(
        DecisionMoment.when_start <= date(year, 12, 31),  # type: ignore[attr-defined]
        DecisionMoment.when_end >= date(year, 1, 1),  # type: ignore[attr-defined]
    )


def without_day() -> Any:
    """A condition: nobody can say on which days it may be."""
    return DecisionMoment.when_start.is_(None)  # type: ignore[attr-defined]


def years(*conditions: Any) -> list[int]:
    """Every year that a moment touches, oldest first. One query of one row per pair of years."""
    first = func.extract("year", DecisionMoment.when_start)  # type: ignore[attr-defined]
    last = func.extract("year", DecisionMoment.when_end)  # type: ignore[attr-defined]
    rows = db.session.execute(select(first, last).where(first.is_not(None), *conditions).distinct())
    return sorted({year for start, end in rows for year in range(int(start), int(end) + 1)})


def entries(moment_id: int) -> Sequence[MomentEntry]:
    """Everything that was written down about a moment, oldest first. One query."""
    query = select(MomentEntry).where(MomentEntry.moment_id == moment_id).order_by(MomentEntry.number)
    return db.session.scalars(query.options(joinedload(MomentEntry.kind), joinedload(MomentEntry.body))).all()


def last_number(moment_id: int) -> int:
    return db.session.scalar(select(func.max(MomentEntry.number)).where(MomentEntry.moment_id == moment_id)) or 0


def decision(decision_id: int) -> MunicipalDecision:
    """With its municipality and body. Raises NotFound."""
    options = [joinedload(MunicipalDecision.municipality), joinedload(MunicipalDecision.body)]
    found = db.session.get(MunicipalDecision, decision_id, options=options)
    if found is None:
        raise NotFound
    return found


def decisions_about(challenge_id: int) -> Sequence[MunicipalDecision]:
    """Every decision of every municipality about an opgave, corrected ones too, oldest first. One query."""
    return _decisions(MunicipalDecision.challenge_id == challenge_id)


def decisions_about_projects(*ids: int) -> Sequence[MunicipalDecision]:
    """The same about projects. One query."""
    return _decisions(MunicipalDecision.project_id.in_(ids))


def _decisions(condition: Any) -> Sequence[MunicipalDecision]:
    query = select(MunicipalDecision).where(condition)
    query = query.options(joinedload(MunicipalDecision.municipality), joinedload(MunicipalDecision.body))
    return db.session.scalars(query.order_by(MunicipalDecision.id)).all()


def is_corrected(decision_id: int) -> bool:
    """Whether a later row corrects this one."""
    later = aliased(MunicipalDecision)
    return bool(db.session.scalar(select(exists().where(later.corrects_id == decision_id))))


def counting(decisions: Collection[MunicipalDecision]) -> list[MunicipalDecision]:
    """Those that no other of them corrects."""
    corrected = {each.corrects_id for each in decisions}
    return [each for each in decisions if each.id not in corrected]
