"""What moderators do: ask, admit, refuse on a closed ground, and look a second time."""

from typing import Any

from flask_babel import gettext as _

from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden, Invalid
from regiodialoog.core.events import acting, emit
from regiodialoog.core.rows import store
from regiodialoog.groups.shapes import talks_from
from regiodialoog.proposals import labels, queries
from regiodialoog.proposals.actions.steps import AUTHOR, move
from regiodialoog.proposals.events import (
    ProposalAdmitted,
    ProposalLookedAt,
    ProposalNotAdmitted,
    QuestionAnswered,
    QuestionAsked,
    SecondOpinionAsked,
    SecondOpinionGiven,
)
from regiodialoog.proposals.models import (
    HIDING,
    Curation,
    Ground,
    Proposal,
    ProposalQuestion,
    ProposalState,
    SecondOpinion,
)
from regiodialoog.proposals.policy import UNFROZEN


def ask_question(proposal: Proposal, text: str, *, by: int | None) -> ProposalQuestion:
    """Ask the author something. A proposal that waits for a look waits for the answer now.

    Raises Conflict while another question is open, or when it is too late to ask.
    """
    if proposal.state not in UNFROZEN:
        raise Conflict(_("It is too late to ask a question about this proposal."))
    if queries.open_question(proposal.id) is not None:
        raise Conflict(_("There is a question already that the author has not answered yet."))
    question = ProposalQuestion(proposal_id=proposal.id, text=text, asked_by_id=by, asked_role=acting().role)
    store(question)
    if proposal.state is ProposalState.SUBMITTED:
        move(proposal, ProposalState.QUESTION)
    emit(QuestionAsked(subject_id=proposal.id, question_id=question.id))
    _tell(proposal, "question", f"question:{question.id}", question=question)
    return question


def answer_question(proposal: Proposal, question: ProposalQuestion, answer: str) -> None:
    """Raises Conflict when it was answered already, Invalid for an empty answer."""
    if question.answered_at is not None:
        raise Conflict(_("This question has been answered already."))
    if not answer.strip():
        raise Invalid(_("Write an answer."))
    question.answer, question.answered_at = answer, clock.now()
    if proposal.state is ProposalState.QUESTION:
        move(proposal, ProposalState.SUBMITTED, role=AUTHOR)
    db.session.flush()
    emit(QuestionAnswered(subject_id=proposal.id, question_id=question.id))


def admit(proposal: Proposal, *, by: int | None) -> Curation:
    """Let the group discuss it; what was admitted at once is marked as looked at. Raises Conflict."""
    if proposal.state is ProposalState.NOT_ADMITTED:
        raise Conflict(_("Only a second opinion can overturn a refusal."))
    looking = proposal.state is ProposalState.ADMITTED
    if looking and queries.last_curation(proposal.id) is not None:
        raise Conflict(_("A moderator looked at this proposal already."))
    curation = Curation(proposal_id=proposal.id, admitted=True, by_id=by, role=acting().role)
    if not looking:
        proposal.is_open = True
        move(proposal, ProposalState.ADMITTED)
    store(curation)
    if looking:
        emit(ProposalLookedAt(subject_id=proposal.id, curation_id=curation.id))
    else:
        emit(ProposalAdmitted(subject_id=proposal.id, at_once=False, curation_id=curation.id))
        _tell(proposal, "admitted", f"curation:{curation.id}", talks_from=talks_from)
    return curation


def refuse(
    proposal: Proposal, ground: Ground, *, reason: str, by: int | None, duplicate_of: Proposal | None = None
) -> Curation:
    """Do not admit it, on a closed ground and with a reason that everybody reads. Tells the author how to go on.

    Raises Invalid without a reason (or without the proposal that it doubles), Conflict for a ground that a second
    opinion overturned, or once the group votes about it.
    """
    if ground is Ground.DUPLICATE and (duplicate_of is None or duplicate_of.id == proposal.id):
        raise Invalid(_("Say which proposal this one is the same as."))
    overturned = {
        each.ground for each in queries.curations(proposal.id) if each.second_opinion is SecondOpinion.OVERTURNED
    }
    if ground in overturned:
        raise Conflict(_("A second opinion said that this ground does not hold."))
    proposal.is_open = ground not in HIDING
    move(proposal, ProposalState.NOT_ADMITTED, reason=reason)
    curation = Curation(
        proposal_id=proposal.id, admitted=False, ground=ground, reason=reason, by_id=by, role=acting().role,
        duplicate_of_id=duplicate_of.id if ground is Ground.DUPLICATE and duplicate_of is not None else None,
    )  # fmt: skip
    store(curation)
    emit(ProposalNotAdmitted(subject_id=proposal.id, curation_id=curation.id, ground=ground))
    _tell(proposal, "not_admitted", f"curation:{curation.id}", curation=curation)
    return curation


def ask_second_opinion(proposal: Proposal, curation: Curation, *, why: str) -> None:
    """The author asks another moderator to look, once. Raises Conflict."""
    if curation.admitted or proposal.state is not ProposalState.NOT_ADMITTED or curation.second_asked_at is not None:
        raise Conflict(_("A second opinion can be asked once, about a refusal."))
    curation.second_asked_at, curation.second_asked_why = clock.now(), why
    db.session.flush()
    emit(SecondOpinionAsked(subject_id=proposal.id, curation_id=curation.id))


def give_second_opinion(
    proposal: Proposal, curation: Curation, opinion: SecondOpinion, *, reason: str, by: int | None
) -> None:
    """Uphold or overturn a refusal, with a reason. Overturned, the group discusses the proposal.

    Raises Forbidden for who gave the first opinion, Conflict when nobody asked or somebody was first.
    """
    if by is not None and by == curation.by_id:
        raise Forbidden(_("Somebody else gives the second opinion."))
    db.session.refresh(curation, with_for_update=True)
    if not curation.waits_for_second:
        raise Conflict(_("No second opinion is asked here, or somebody gave it already."))
    if not reason.strip():
        raise Invalid(_("Write down why."))
    curation.second_opinion, curation.second_reason = opinion, reason
    curation.second_by_id, curation.second_role, curation.second_at = by, acting().role, clock.now()
    if opinion is SecondOpinion.OVERTURNED:
        proposal.is_open = True
        move(proposal, ProposalState.ADMITTED, reason=reason)
    db.session.flush()
    emit(SecondOpinionGiven(subject_id=proposal.id, curation_id=curation.id, opinion=opinion))
    _tell(proposal, "second_opinion", f"second-opinion:{curation.id}", curation=curation)


def _tell(proposal: Proposal, what: str, key: str, **context: Any) -> None:
    """Mail the author, while there is one."""
    author = proposal.author
    if author is None or not author.address:
        return
    mails.post(
        f"emails/proposals/{what}.txt",
        address=author.address,
        language=author.language,
        dedupe_key=f"proposal-{key}",
        person_id=author.id,
        person=author,
        proposal=proposal,
        labels=labels,
        **context,
    )
