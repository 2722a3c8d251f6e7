"""Studies as they are read. What is not there raises NotFound.

What everybody may read comes from ``published`` and ``parts_published``, and of many at once from ``study_matrix``; the
rest for whom policy lets.
"""

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from regiodialoog.accounts.models import Person, RoleGrant
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.core.rows import LARGEST_ID
from regiodialoog.feasibility.models.placement import Offer
from regiodialoog.feasibility.models.study import (
    Criterion,
    Finding,
    MunicipalView,
    PartState,
    Study,
    StudyPromise,
    StudyStep,
    StudyVerdict,
    VerdictState,
)
from regiodialoog.feasibility.queries.placement import find_offer_of, offers_query
from regiodialoog.feasibility.standing import Standing
from regiodialoog.organisations.models import Municipality
from regiodialoog.proposals.models import Proposal

CLOSED = (VerdictState.ANNOUNCED, VerdictState.PUBLISHED)
RESPONSIBLE = (Role.MUNICIPALITY_OFFICER, Role.ALDERMAN)
P = TypeVar("P", Finding, MunicipalView)


def may_be_studied(proposal: Proposal) -> bool:
    """Whether a study of this proposal may begin: it counts as placed on the agenda."""
    offer = find_offer_of(proposal.id)
    return offer is not None and offer.standing is Standing.PLACED


def to_study() -> Sequence[Proposal]:
    """Proposals of which a study may begin and has not, the lowest number first. Four queries."""
    begun = select(Study.proposal_id)
    offers = db.session.scalars(offers_query().where(Offer.proposal_id.not_in(begun)))
    placed = [one.proposal for one in offers if one.standing is Standing.PLACED]
    return sorted(placed, key=lambda row: row.number)


def criteria(*, active: bool | None = None) -> Sequence[Criterion]:
    query = select(Criterion).order_by(Criterion.position, Criterion.id)
    return db.session.scalars(query if active is None else query.where(Criterion.active.is_(active))).all()


def criterion(slug: str) -> Criterion:
    return _one(select(Criterion).where(Criterion.slug == slug))


def study(number: int) -> Study:
    """By the public number of its proposal. Raises NotFound for one that not everybody may read."""
    query = _studies().where(Proposal.number == number, Proposal.is_open)
    return _one(query) if 0 < number <= LARGEST_ID else _nothing()


def study_of(proposal_id: int) -> Study | None:
    return db.session.scalar(_studies().where(Study.proposal_id == proposal_id))


def by_ids(ids: Collection[int]) -> Sequence[Study]:
    return db.session.scalars(_studies().where(Study.id.in_(ids))).all() if ids else []


def promises(study_id: int) -> Sequence[StudyPromise]:
    query = select(StudyPromise).where(StudyPromise.study_id == study_id)
    return db.session.scalars(query.order_by(StudyPromise.number)).all()


# ── what everybody may read ──────────────────────────────────────────────────


def published(study_ids: Collection[int]) -> dict[int, list[StudyVerdict]]:
    """By study the verdicts that were published, the one that counts last. One query."""
    found: dict[int, list[StudyVerdict]] = {}
    query = select(StudyVerdict).where(
        StudyVerdict.study_id.in_(list(study_ids)), StudyVerdict.state == VerdictState.PUBLISHED
    )
    for row in db.session.scalars(query.order_by(StudyVerdict.number)):
        found.setdefault(row.study_id, []).append(row)
    return found


def parts_published(kind: type[P], verdicts: dict[int, list[StudyVerdict]]) -> dict[int, list[P]]:
    """By study the parts handed in, of studies with a published verdict only. One query."""
    found: dict[int, list[P]] = {}
    query = select(kind).where(kind.study_id.in_(list(verdicts)), kind.state == PartState.HANDED_IN)
    for row in db.session.scalars(_ordered(kind, query)):
        found.setdefault(row.study_id, []).append(row)
    return found


# ── what the bureau, assessors and officers read ─────────────────────────────


def all_studies() -> Sequence[Study]:
    """Every study, the one that is due first first. One query."""
    return db.session.scalars(_studies().order_by(Study.promised_on, Proposal.number)).all()


def parts_of(kind: type[P], study_ids: Collection[int]) -> dict[int, list[P]]:
    """By study every part, also those still to come. One query."""
    found: dict[int, list[P]] = {}
    for row in db.session.scalars(_ordered(kind, select(kind).where(kind.study_id.in_(list(study_ids))))):
        found.setdefault(row.study_id, []).append(row)
    return found


def part(kind: type[P], part_id: int) -> P:
    query = select(kind).where(kind.id == part_id).join(kind.study).join(Study.proposal).join(Proposal.theme)
    shown = contains_eager(kind.study).contains_eager(Study.proposal).contains_eager(Proposal.theme)
    return _one(_ordered(kind, query.options(shown)))


def last_verdicts(study_ids: Collection[int]) -> dict[int, StudyVerdict]:
    """By study its last verdict, however far it is. One query."""
    query = select(StudyVerdict).where(StudyVerdict.study_id.in_(list(study_ids))).order_by(StudyVerdict.number)
    return {row.study_id: row for row in db.session.scalars(query)}


def last_verdict(study_id: int) -> StudyVerdict | None:
    return last_verdicts([study_id]).get(study_id)


def is_closed(study_id: int) -> bool:
    """Whether a verdict was announced or published: then no part changes any more."""
    query = select(StudyVerdict.id).where(StudyVerdict.study_id == study_id, StudyVerdict.state.in_(CLOSED))
    return db.session.scalar(query.limit(1)) is not None


def findings_for(person_id: int) -> Sequence[Finding]:
    """What somebody is asked to judge and can still write, what is due first first. One query."""
    return db.session.scalars(_work(Finding).where(Finding.assessor_id == person_id)).all()


def views_for(person_id: int | None, municipality_ids: Collection[int]) -> Sequence[MunicipalView]:
    """The views that somebody can still write: of these municipalities, or by assignment. One query."""
    mine = or_(MunicipalView.municipality_id.in_(list(municipality_ids)), MunicipalView.assessor_id == person_id)
    return db.session.scalars(_work(MunicipalView).where(mine)).all()


def steps(study_id: int) -> Sequence[StudyStep]:
    query = select(StudyStep).where(StudyStep.study_id == study_id)
    return db.session.scalars(query.order_by(StudyStep.id)).all()


def responsible(study_id: int) -> Sequence[Person]:
    """Officers and aldermen of the participating municipalities, each once. One query."""
    places = select(MunicipalView.municipality_id).where(MunicipalView.study_id == study_id)
    granted = select(RoleGrant.person_id).where(
        RoleGrant.ended_at.is_(None),
        RoleGrant.role.in_(RESPONSIBLE),
        RoleGrant.scope_kind == ScopeKind.MUNICIPALITY,
        RoleGrant.scope_id.in_(places),
    )
    query = select(Person).where(Person.id.in_(granted), Person.erased_at.is_(None))
    return db.session.scalars(query.order_by(Person.id)).all()


def places_of(study_id: int) -> set[int]:
    """The ids of the participating municipalities."""
    return set(db.session.scalars(select(MunicipalView.municipality_id).where(MunicipalView.study_id == study_id)))


def assessor_grant(person_id: int, study_id: int) -> RoleGrant | None:
    return db.session.scalar(
        select(RoleGrant).where(
            RoleGrant.person_id == person_id,
            RoleGrant.role == Role.ASSESSOR,
            RoleGrant.scope_kind == ScopeKind.ASSESSMENT,
            RoleGrant.scope_id == study_id,
            RoleGrant.ended_at.is_(None),
        )
    )


def assigned_to(person_id: int) -> list[Finding | MunicipalView]:
    """Every part that somebody was asked to judge."""
    return [*_assigned(Finding, person_id), *_assigned(MunicipalView, person_id)]


def _assigned(kind: type[P], person_id: int) -> Sequence[P]:
    query = _ordered(kind, select(kind).where(kind.assessor_id == person_id))
    return db.session.scalars(query.options(joinedload(kind.study).joinedload(Study.proposal))).all()


def _work(kind: type[P]) -> Select[P]:
    closed = select(StudyVerdict.study_id).where(StudyVerdict.state.in_(CLOSED))
    query = select(kind).join(kind.study).join(Study.proposal).where(kind.study_id.not_in(closed))
    query = query.options(contains_eager(kind.study).contains_eager(Study.proposal))
    return _ordered(kind, query.order_by(Study.promised_on))


def _ordered(kind: type[P], query: Select[P]) -> Select[P]:
    if kind is Finding:
        query = query.join(Finding.criterion).options(contains_eager(Finding.criterion))
        return query.order_by(Criterion.position, Criterion.id)
    query = query.join(MunicipalView.municipality).options(contains_eager(MunicipalView.municipality))
    return query.order_by(Municipality.sort_key)


def _studies() -> Select[Study]:
    query = select(Study).join(Study.proposal).join(Proposal.theme)
    return query.options(contains_eager(Study.proposal).contains_eager(Proposal.theme))


T = TypeVar("T")


def _one(query: Select[T]) -> T:
    found: T | None = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def _nothing() -> Study:
    raise NotFound
