"""The one way a proposal moves: by the table, with who, when, on whose behalf and why."""

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.events import acting, emit
from regiodialoog.core.rows import store
from regiodialoog.proposals.events import (
    ProposalIntoAdvice,
    ProposalNotInAdvice,
    ProposalPutToVote,
    ProposalTakenFromVote,
)
from regiodialoog.proposals.models import DECIDED, WORKFLOW, Proposal, ProposalMove, ProposalState

AUTHOR = "author"


def move(proposal: Proposal, to: ProposalState, *, role: str = "", reason: str = "") -> None:
    """Move and write the step down. ``role``: as what somebody acts, when no role of theirs opened the door.

    Raises Conflict for a move that is not in the table, Invalid for a verdict without a reason.
    """
    WORKFLOW.move(proposal, to, reason=reason)
    proposal.state_reason = reason
    proposal.decided_at = clock.now() if to in DECIDED else None
    step(proposal, role=role, reason=reason)


def step(proposal: Proposal, *, role: str = "", reason: str = "") -> None:
    """Write down that a proposal came into the state that it is in."""
    who = acting()
    behalf = who.behalf
    if role == AUTHOR and proposal.organisation is not None:
        behalf = proposal.organisation.name
    store(
        ProposalMove(
            proposal_id=proposal.id, to_state=proposal.state, person_id=who.person_id, role=role or who.role,
            behalf=behalf, reason=reason,
        )
    )  # fmt: skip
    db.session.flush()


def put_to_vote(proposal: Proposal) -> None:
    """From now on the text is frozen. Raises Conflict unless the group discusses it."""
    move(proposal, ProposalState.IN_VOTE)
    emit(ProposalPutToVote(subject_id=proposal.id))


def take_from_vote(proposal: Proposal, *, reason: str) -> None:
    """The poll is off or has no outcome: the group discusses it again. Raises Conflict unless it is in a poll."""
    move(proposal, ProposalState.ADMITTED, reason=reason)
    emit(ProposalTakenFromVote(subject_id=proposal.id))


def into_advice(proposal: Proposal) -> None:
    """The group takes it into its advice. Raises Conflict unless it is in a poll."""
    move(proposal, ProposalState.IN_ADVICE)
    emit(ProposalIntoAdvice(subject_id=proposal.id))


def not_in_advice(proposal: Proposal, *, reason: str) -> None:
    """The group does not take it into its advice, and says why. Raises Conflict unless it is in a poll, or Invalid."""
    move(proposal, ProposalState.NOT_IN_ADVICE, reason=reason)
    emit(ProposalNotInAdvice(subject_id=proposal.id))
