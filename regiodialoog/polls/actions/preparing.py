"""A poll before it opens: prepared by one, approved and so frozen by another, or dropped."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from regiodialoog.core import clock, jobs
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, flush, store
from regiodialoog.dialogues.models import Theme
from regiodialoog.engines.tally import check_rule, rules_sha256
from regiodialoog.polls import queries
from regiodialoog.polls.events import PollApproved, PollChanged, PollDropped, PollPrepared
from regiodialoog.polls.models import POLLS, Poll, PollProposal, PollState
from regiodialoog.proposals import actions as proposal_actions
from regiodialoog.proposals import queries as proposal_queries
from regiodialoog.proposals.models import Proposal, ProposalState

OPEN_JOB, REMIND_JOB = "polls.open", "polls.remind"
REMINDED = timedelta(days=1)


def prepare(
    theme: Theme,
    question: str,
    *,
    rule: Mapping[str, Any],
    opens_at: datetime,
    closes_at: datetime,
    proposals: Sequence[Proposal],
    by: int | None,
    explanation: str = "",
    fictitious: bool = False,
) -> Poll:
    """A poll in preparation: nobody but who may prepare sees it. Raises Invalid for what cannot be put to the group,
    BadPoll for a rule that nobody can count by."""
    _check(theme, rule, opens_at, closes_at, proposals)
    last = db.session.scalar(select(func.max(Poll.number)).where(Poll.theme_id == theme.id)) or 0
    poll = Poll(
        theme=theme, number=last + 1, question=question, explanation=explanation, rule=dict(rule), opens_at=opens_at,
        closes_at=closes_at, prepared_by_id=by, fictitious=fictitious,
    )  # fmt: skip
    poll.proposals = [PollProposal(proposal=each, position=n) for n, each in enumerate(proposals, 1)]
    store(poll)
    emit(PollPrepared(subject_id=poll.id, theme_id=theme.id))
    return poll


def change_poll(poll: Poll, *, proposals: Sequence[Proposal], by: int | None, **values: Any) -> None:
    """Change a poll in preparation; attribute names of Poll. Whoever changes it prepared it, and does not approve it.

    Raises Conflict once it was approved, and Invalid and BadPoll as ``prepare``.
    """
    if poll.state is not PollState.PREPARED:
        raise Conflict(_("This poll was approved: it can no longer be changed."))
    given = {name: values.get(name, getattr(poll, name)) for name in ("rule", "opens_at", "closes_at")}
    _check(poll.theme, proposals=proposals, **given)
    fields = assign(poll, **values)
    if [row.proposal_id for row in poll.proposals] != [each.id for each in proposals]:
        poll.proposals.clear()
        flush()  # the old rows go before new ones take their places
        poll.proposals = [PollProposal(proposal=each, position=n) for n, each in enumerate(proposals, 1)]
        fields = (*fields, "proposals")
    if fields:
        poll.prepared_by_id, poll.prepared_at = by, clock.now()
        flush()
        emit(PollChanged(subject_id=poll.id, fields=fields))


def approve(poll: Poll, *, by: int | None) -> None:
    """Freeze question, rule and texts; the proposals are now in the poll, and the clock opens it.

    Raises Forbidden for who prepared it, Conflict when it is too late or a proposal cannot be voted about.
    """
    if by is not None and by == poll.prepared_by_id:
        raise Forbidden(_("Somebody else has to approve this poll."))
    db.session.refresh(poll, with_for_update=True)
    if clock.now() >= poll.opens_at:
        raise Conflict(_("The poll would have been open already. Choose a later opening first."))
    POLLS.move(poll, PollState.APPROVED)
    poll.approved_by_id, poll.approved_at = by, clock.now()
    for row in poll.proposals:
        _freeze(row)
    flush()
    ids = tuple(row.proposal_id for row in poll.proposals)
    emit(PollApproved(subject_id=poll.id, theme_id=poll.theme_id, proposal_ids=ids))
    for row in poll.proposals:
        proposal_actions.put_to_vote(row.proposal)
    jobs.enqueue(OPEN_JOB, {"poll_id": poll.id}, dedupe_key=f"{OPEN_JOB}:{poll.id}", run_at=poll.opens_at)
    if poll.closes_at - REMINDED > poll.opens_at:
        run_at = poll.closes_at - REMINDED
        jobs.enqueue(REMIND_JOB, {"poll_id": poll.id}, dedupe_key=f"{REMIND_JOB}:{poll.id}", run_at=run_at)


def drop(poll: Poll, *, reason: str, by: int | None) -> None:
    """Let go of a poll that nobody approved. Raises Conflict once it was, Invalid without a reason."""
    if poll.state is not PollState.PREPARED:
        raise Conflict(_("This poll was approved: it can be declared invalid, with a reason that everybody reads."))
    POLLS.move(poll, PollState.ANNULLED, reason=reason)
    poll.reason, poll.annulled_at, poll.annulled_by_id = reason, clock.now(), by
    flush()
    emit(PollDropped(subject_id=poll.id, theme_id=poll.theme_id))


def _freeze(row: PollProposal) -> None:
    proposal = row.proposal
    if proposal.state is not ProposalState.ADMITTED:
        raise Conflict(_("“%(title)s” cannot be put to the group now.", title=proposal.title))
    row.revision = proposal_queries.revisions(proposal.id)[-1].number
    row.title, row.summary, row.text = proposal.title, proposal.summary, proposal.text
    row.rules_sha256 = rules_sha256(queries.rule_file(row))


def _check(
    theme: Theme, rule: Mapping[str, Any], opens_at: datetime, closes_at: datetime, proposals: Sequence[Proposal]
) -> None:
    check_rule(rule)
    if opens_at >= closes_at:
        raise Invalid(_("A poll cannot close before it opens."))
    if not proposals:
        raise Invalid(_("Choose at least one proposal."))
    if any(each.theme_id != theme.id or each.state is not ProposalState.ADMITTED for each in proposals):
        raise Invalid(_("Only proposals that the group of this theme discusses can be put to it."))
