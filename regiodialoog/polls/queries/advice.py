"""The advice of a group, and the proposals in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme
from regiodialoog.polls.models import AdviceProposal, GroupAdvice, Poll, PollOption, PollQuestion
from regiodialoog.proposals.models import Proposal, ProposalState


@dataclass(frozen=True)
class Advised:
    """A proposal in the advice with the poll that brought it there, if it was a poll."""

    proposal: Proposal
    option: PollOption | None


def find_advice(theme_id: int) -> GroupAdvice | None:
    """With the places of its proposals. Two queries."""
    query = select(GroupAdvice).where(GroupAdvice.theme_id == theme_id)
    options = selectinload(GroupAdvice.proposals).joinedload(AdviceProposal.proposal)
    return db.session.scalar(query.options(options))


def advice_of(theme: Theme) -> GroupAdvice:
    """Raises NotFound while nobody wrote it."""
    found = find_advice(theme.id)
    if found is None:
        raise NotFound
    set_committed_value(found, "theme", theme)
    return found


def advised(theme_id: int, advice: GroupAdvice | None) -> Sequence[Advised]:
    """The proposals in the advice of a theme: in the order of the advice, then by number. Two queries."""
    query = select(Proposal).where(Proposal.theme_id == theme_id, Proposal.state == ProposalState.IN_ADVICE)
    rows = db.session.scalars(query.options(joinedload(Proposal.organisation))).all()
    places = {one.proposal_id: one.position for one in advice.proposals} if advice is not None else {}
    known = select(PollOption).join(PollOption.question).join(PollQuestion.poll).where(PollQuestion.outcome != "")
    loaded = joinedload(PollOption.question).joinedload(PollQuestion.poll).joinedload(Poll.theme)
    known = known.where(Poll.theme_id == theme_id, Poll.moves, PollOption.proposal_id.is_not(None)).options(loaded)
    by = {one.proposal_id: one for one in db.session.scalars(known.order_by(Poll.id)) if one.is_chosen}
    ordered = sorted(rows, key=lambda row: (places.get(row.id, len(places) + 1), row.number))
    return [Advised(row, by.get(row.id)) for row in ordered]
