"""Questions, verdicts and what waits for a moderator."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.rows import LARGEST_ID
from regiodialoog.proposals.models import (
    Argument,
    ArgumentReport,
    Curation,
    Proposal,
    ProposalQuestion,
    ProposalState,
)

MOST = 50


@dataclass(frozen=True)
class Waiting:
    """The oldest rows of one kind of work, and how many there are in all."""

    rows: Sequence[Proposal]
    total: int


@dataclass(frozen=True)
class DayList:
    """What waits for the moderators of some themes: oldest first, at most 50 of a kind, each with its count.

    ``arguments`` are proposals with an argument that no moderator looked at, ``reported`` the reports themselves.
    """

    received: Waiting
    questions: Waiting
    to_look_at: Waiting
    second_opinions: Sequence[Curation]
    arguments: Waiting
    reported: Sequence[ArgumentReport]

    @property
    def total(self) -> int:
        counted = (self.received, self.to_look_at, self.arguments)
        return sum(each.total for each in counted) + len(self.second_opinions) + len(self.reported)


def questions(proposal_id: int) -> Sequence[ProposalQuestion]:
    """Oldest first."""
    query = select(ProposalQuestion).where(ProposalQuestion.proposal_id == proposal_id)
    return db.session.scalars(query.order_by(ProposalQuestion.id)).all()


def open_question(proposal_id: int) -> ProposalQuestion | None:
    query = select(ProposalQuestion).where(ProposalQuestion.proposal_id == proposal_id)
    return db.session.scalar(query.where(ProposalQuestion.answered_at.is_(None)).order_by(ProposalQuestion.id).limit(1))


def asked_of(person_id: int) -> set[int]:
    """The ids of somebody's proposals about which a question waits for an answer."""
    query = select(ProposalQuestion.proposal_id).join(Proposal, Proposal.id == ProposalQuestion.proposal_id)
    query = query.where(Proposal.author_id == person_id, ProposalQuestion.answered_at.is_(None))
    return set(db.session.scalars(query))


def curations(proposal_id: int) -> Sequence[Curation]:
    """Every verdict on a proposal, oldest first, each with the proposal it may double."""
    query = select(Curation).where(Curation.proposal_id == proposal_id).options(joinedload(Curation.duplicate_of))
    return db.session.scalars(query.order_by(Curation.id)).all()


def last_curation(proposal_id: int) -> Curation | None:
    """The verdict that counts."""
    query = select(Curation).where(Curation.proposal_id == proposal_id)
    return db.session.scalar(query.order_by(Curation.id.desc()).limit(1))


def day_list(
    theme_ids: Collection[int], *, person_id: int | None, second_opinions_in: Collection[int] | None
) -> DayList:
    """What waits in these themes. Second opinions: in ``second_opinions_in`` (None: everywhere), and never on one's own
    verdict. Ten queries, however many proposals there are."""
    return DayList(
        received=_waiting(theme_ids, Proposal.state == ProposalState.SUBMITTED),
        questions=_waiting(theme_ids, (Proposal.state == ProposalState.QUESTION) | (_new() & _asked())),
        to_look_at=_waiting(theme_ids, _new(), ~_asked()),
        second_opinions=_second_opinions(second_opinions_in, person_id),
        arguments=_waiting(
            theme_ids,
            exists().where(
                Argument.proposal_id == Proposal.id, Argument.looked_at.is_(None), Argument.hidden_at.is_(None)
            ),
        ),
        reported=_reported(theme_ids),
    )


def _waiting(theme_ids: Collection[int], *conditions: ColumnElement[bool]) -> Waiting:
    query: Select[Proposal] = select(Proposal).where(Proposal.theme_id.in_(theme_ids), *conditions)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = query.options(joinedload(Proposal.theme)).order_by(Proposal.submitted_at, Proposal.number).limit(MOST)
    return Waiting(db.session.scalars(rows).all() if total else [], total)


def _has(kind: type[Curation]) -> ColumnElement[bool]:
    return exists().where(kind.proposal_id == Proposal.id)


def _new() -> ColumnElement[bool]:
    """The group discusses it, and no moderator said anything of it yet."""
    return (Proposal.state == ProposalState.ADMITTED) & ~_has(Curation)


def _asked() -> ColumnElement[bool]:
    return exists().where(ProposalQuestion.proposal_id == Proposal.id, ProposalQuestion.answered_at.is_(None))


def _second_opinions(theme_ids: Collection[int] | None, person_id: int | None) -> Sequence[Curation]:
    query = select(Curation).join(Curation.proposal).join(Proposal.theme)
    query = query.options(contains_eager(Curation.proposal).contains_eager(Proposal.theme))
    query = query.where(Curation.second_asked_at.is_not(None), Curation.second_opinion.is_(None))
    query = query.where(Curation.by_id.is_distinct_from(person_id))
    if theme_ids is not None:
        query = query.where(Proposal.theme_id.in_(theme_ids))
    return db.session.scalars(query.order_by(Curation.second_asked_at).limit(MOST)).all()


def _reported(theme_ids: Collection[int]) -> Sequence[ArgumentReport]:
    query = select(ArgumentReport).join(ArgumentReport.argument).join(Argument.proposal)
    query = query.options(contains_eager(ArgumentReport.argument).contains_eager(Argument.proposal))
    query = query.where(ArgumentReport.handled_at.is_(None), Proposal.theme_id.in_(theme_ids))
    return db.session.scalars(query.order_by(ArgumentReport.at).limit(MOST)).all()


def to_admit(ids: Collection[int], theme_ids: Collection[int]) -> Sequence[Proposal]:
    """Those of the ids that wait in these themes: received, or admitted at once and not looked at yet."""
    states = (ProposalState.SUBMITTED, ProposalState.ADMITTED)
    query = select(Proposal).where(Proposal.id.in_(ids), Proposal.theme_id.in_(theme_ids), Proposal.state.in_(states))
    query = query.where(~_has(Curation) | (Proposal.state == ProposalState.SUBMITTED))
    return db.session.scalars(query.options(joinedload(Proposal.theme)).order_by(Proposal.number)).all()


def curation(curation_id: int) -> Curation:
    found = db.session.get(Curation, curation_id) if 0 < curation_id <= LARGEST_ID else None
    if found is None:
        raise NotFound
    return found
