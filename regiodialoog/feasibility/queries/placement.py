"""Reading offers with everything that the councils said of them. Each list costs a fixed number of queries."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from regiodialoog.agenda.models import AgendaTheme
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme
from regiodialoog.feasibility.models import (
    ANSWERS,
    Offer,
    Placement,
    PlacementEntry,
    PlacementRule,
    PlacementState,
)
from regiodialoog.organisations.models import Body, BodyKind
from regiodialoog.polls.models import AdviceProposal, AdviceState, GroupAdvice
from regiodialoog.proposals.models import Proposal, ProposalState

WAITING = (PlacementState.OFFERED, PlacementState.COLLEGE_ADVICE)


def offers_query() -> Select[Offer]:
    """Every offer, newest first, with everything that hangs on it. Four queries, however many there are."""
    query = select(Offer).join(Offer.proposal).join(Proposal.theme).options(*_whole())
    return query.order_by(Offer.offered_on.desc(), Offer.id.desc())


def _whole() -> tuple[ORMOption, ...]:
    placements = selectinload(Offer.placements)
    return (
        contains_eager(Offer.proposal).contains_eager(Proposal.theme),
        joinedload(Offer.agenda_theme).joinedload(AgendaTheme.part),
        placements.joinedload(Placement.municipality),
        placements.joinedload(Placement.body),
        placements.selectinload(Placement.entries),
        selectinload(Offer.verdicts),
    )


def offer(number: int) -> Offer:
    """The offer of the proposal with this number. Raises NotFound."""
    found = db.session.scalar(offers_query().where(Proposal.number == number))
    if found is None:
        raise NotFound
    return found


def find_offer_of(proposal_id: int) -> Offer | None:
    return db.session.scalar(offers_query().where(Offer.proposal_id == proposal_id))


def offers_of_agenda_theme(agenda_theme_id: int) -> Sequence[Offer]:
    return db.session.scalars(offers_query().where(Offer.agenda_theme_id == agenda_theme_id)).all()


def offers_by_ids(ids: Iterable[int]) -> Sequence[Offer]:
    """Ids that are not there are left out."""
    return db.session.scalars(offers_query().where(Offer.id.in_(list(ids)))).all()


def waiting_for(municipality_ids: Collection[int]) -> Sequence[Placement]:
    """What waits for the councils of these municipalities, the first promised day first. One query."""
    if not municipality_ids:
        return []
    query = _placements().where(Placement.municipality_id.in_(list(municipality_ids)), Placement.state.in_(WAITING))
    return db.session.scalars(query.order_by(Offer.promised_on, Offer.id, Placement.id)).all()


def to_confirm(municipality_ids: Collection[int]) -> Sequence[PlacementEntry]:
    """Answers of these councils that count and that no clerk confirmed yet, oldest first."""
    if not municipality_ids:
        return []
    query = _placements().options(selectinload(Placement.entries))
    query = query.where(Placement.municipality_id.in_(list(municipality_ids)), Placement.state.in_(ANSWERS))
    found = [one.answer for one in db.session.scalars(query.order_by(Placement.id))]
    return [one for one in found if one is not None and one.confirmed_at is None]


def _placements() -> Select[Placement]:
    query = select(Placement).join(Placement.offer).join(Offer.proposal)
    return query.options(
        contains_eager(Placement.offer).contains_eager(Offer.proposal),
        joinedload(Placement.municipality),
        joinedload(Placement.body),
    )


def placement(number: int, municipality: str) -> Placement:
    """By the number of the proposal and the slug of the municipality. Raises NotFound."""
    found = next((one for one in offer(number).placements if one.municipality.slug == municipality), None)
    if found is None:
        raise NotFound
    return found


def entry(entry_id: int) -> PlacementEntry:
    """With its placement and all that belongs to it. Raises NotFound."""
    found = db.session.get(PlacementEntry, entry_id)
    if found is None:
        raise NotFound
    return found


def lock(row: Placement | Offer) -> None:
    """The next who writes something down about this waits, and then reads what was written."""
    kind: type[Placement | Offer] = type(row)
    db.session.execute(select(kind.id).where(kind.id == row.id).with_for_update())
    own = ("state", "entries") if isinstance(row, Placement) else ("verdicts", "placements")
    db.session.expire(row, ["version", *own])


def next_number(placement_id: int) -> int:
    query = select(func.max(PlacementEntry.number)).where(PlacementEntry.placement_id == placement_id)
    return (db.session.scalar(query) or 0) + 1


def rules() -> Sequence[PlacementRule]:
    """Every rule that was ever set, newest first."""
    return db.session.scalars(select(PlacementRule).order_by(PlacementRule.id.desc())).all()


def current_rule() -> PlacementRule | None:
    """The one that counts for offers from now on; None while the region set none."""
    return db.session.scalar(select(PlacementRule).order_by(PlacementRule.id.desc()).limit(1))


def council_of(municipality_ids: Iterable[int], *, kind: BodyKind = BodyKind.COUNCIL) -> dict[int, Body]:
    """The council (or the college) of each of these municipalities. One query."""
    query = select(Body).where(Body.kind == kind, Body.municipality_id.in_(list(municipality_ids)))
    return {row.municipality_id: row for row in db.session.scalars(query) if row.municipality_id is not None}


def offerable() -> Sequence[Proposal]:
    """What can be offered now: in an advice that was handed over, and not offered yet. In the order of the advices."""
    place = select(AdviceProposal.position).where(
        AdviceProposal.advice_id == GroupAdvice.id, AdviceProposal.proposal_id == Proposal.id
    )
    query = (
        select(Proposal)
        .join(Proposal.theme)
        .join(GroupAdvice, GroupAdvice.theme_id == Theme.id)
        .outerjoin(Offer, Offer.proposal_id == Proposal.id)
        .where(
            Proposal.state == ProposalState.IN_ADVICE, GroupAdvice.state == AdviceState.HANDED_OVER, Offer.id.is_(None)
        )
        .options(contains_eager(Proposal.theme))
    )
    order = (GroupAdvice.handed_over_on, Theme.id, func.coalesce(place.scalar_subquery(), 10_000), Proposal.number)
    return db.session.scalars(query.order_by(*order)).all()
