"""A poll after it closed: its result is established by a person, or it is annulled and its proposals go back."""

from flask_babel import force_locale
from flask_babel import gettext as _

from regiodialoog.core import clock, jobs
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden
from regiodialoog.core.events import emit
from regiodialoog.core.i18n import DEFAULT
from regiodialoog.core.rows import flush
from regiodialoog.engines.tally import Outcome
from regiodialoog.polls import queries
from regiodialoog.polls.actions.secret import forget_box
from regiodialoog.polls.actions.voting import make_roll, no_paper_waits, nobody_stands_out
from regiodialoog.polls.events import PollAnnulled, ResultEstablished
from regiodialoog.polls.models import MATTERS, POLLS, Poll, PollState, Standing
from regiodialoog.polls.queries import Counted
from regiodialoog.proposals import actions as proposal_actions
from regiodialoog.proposals.models import ProposalState

TELL_JOB = "polls.tell"


def establish(poll: Poll, *, by: int | None) -> None:
    """Count, write the result down for good, and move the proposals: into the advice, not into it, or back to the
    group when there was no decision. Raises Conflict unless the poll is closed, was counted again and is not yet
    established, and Forbidden for whoever counted it again."""
    db.session.refresh(poll, with_for_update=True)
    if poll.standing is not Standing.COUNTING:
        raise Conflict(_("A result can be established once, after the poll has closed."))
    if poll.secret and poll.box_opened_at is None:
        raise Conflict(_("The box has to be opened first, with both keys."))
    no_paper_waits(poll)
    if poll.recounted_at is None:
        raise Conflict(_("Somebody else has to count the votes again first."))
    if by is not None and by == poll.recounted_by_id:
        raise Forbidden(_("You counted the votes again. Somebody else makes the result definitive."))
    make_roll(poll)
    counted = queries.count(poll)
    nobody_stands_out(counted)
    for one in counted:
        question = one.question
        question.outcome, question.result = one.result.outcome.value, queries.written(one)
        question.root = queries.full_file(one)["published"]["root"]
    poll.established_by_id, poll.established_at = by, clock.now()
    flush()
    emit(ResultEstablished(subject_id=poll.id, theme_id=poll.theme_id))
    for one in counted if poll.moves else ():
        _move(one)
    jobs.enqueue(TELL_JOB, {"poll_id": poll.id}, dedupe_key=f"{TELL_JOB}:{poll.id}")


def annul(poll: Poll, *, reason: str, by: int | None) -> None:
    """Declare an approved poll invalid, with a reason that everybody reads; the group discusses its proposals again.

    Raises Conflict once its result is definitive, Invalid without a reason.
    """
    db.session.refresh(poll, with_for_update=True)
    if poll.state is not PollState.APPROVED or poll.established_at is not None:
        raise Conflict(_("This poll cannot be declared invalid any more."))
    POLLS.move(poll, PollState.ANNULLED, reason=reason)
    poll.reason, poll.annulled_at, poll.annulled_by_id = reason, clock.now(), by
    flush()
    emit(PollAnnulled(subject_id=poll.id, theme_id=poll.theme_id))
    if poll.secret:
        forget_box(poll)
    for option in poll.options if poll.moves else ():
        if option.proposal is not None and option.proposal.state is ProposalState.IN_VOTE:
            proposal_actions.take_from_vote(option.proposal, reason=reason)


def _move(counted: Counted) -> None:
    for option in counted.question.options:
        if option.proposal is None:
            continue
        if option.is_chosen:
            proposal_actions.into_advice(option.proposal)
        elif option.is_chosen is None:
            proposal_actions.take_from_vote(option.proposal, reason=_reason(counted))
        else:
            proposal_actions.not_in_advice(option.proposal, reason=_reason(counted))


def _reason(counted: Counted) -> str:
    """Why a proposal was not chosen, in a sentence that everybody reads, in the language of the site. No numbers that
    would point at somebody."""
    result, poll = counted.result, counted.question.poll
    with force_locale(DEFAULT):
        if result.outcome is Outcome.NO_DECISION:
            return str(_("Too few people voted: %(cast)s of %(roll)s.", cast=counted.total, roll=poll.roll_size))
        if result.outcome is Outcome.TIE:
            return str(_("The result is a tie: the group talks about it once more."))
        if poll.kind == "consent":
            return str(_("There are objections: the group talks about it once more."))
        if poll.kind not in MATTERS or not counted.numbers_are_public:
            return str(_("The group did not choose this proposal."))
        counts = result.counts
        chose = str(_(
            "The group chose: %(yes)s for, %(no)s against, %(abstain)s blank.",
            yes=counts["yes"], no=counts["no"], abstain=counts["abstain"],
        ))  # fmt: skip
        why = result.steps[-2]
        return chose if counts["yes"] <= counts["no"] else f"{chose} {why.in_words(_)}"
