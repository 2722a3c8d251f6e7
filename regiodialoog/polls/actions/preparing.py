"""A poll before it opens: prepared by one, approved and so frozen by another, or dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from regiodialoog.polls.actions.keys import let_keys_go
from regiodialoog.polls.events import PollApproved, PollChanged, PollDropped, PollPrepared
from regiodialoog.polls.models import (
    MATTERS,
    MOST_PROXIES,
    POLLS,
    Electorate,
    Poll,
    PollOption,
    PollQuestion,
    PollState,
)
from regiodialoog.proposals import actions as proposal_actions
from regiodialoog.proposals import queries as proposal_queries
from regiodialoog.proposals.models import Proposal, ProposalState

OPEN_JOB, REMIND_JOB = "polls.open", "polls.remind"
REMINDED = timedelta(days=1)


@dataclass(frozen=True)
class Offered:
    """What can be chosen: a proposal, or words of its own; ``cost`` in whole euros, where the rule asks for that."""

    proposal: Proposal | None = None
    title: str = ""
    cost: int | None = None


def prepare(
    theme: Theme,
    question: str,
    *,
    rule: Mapping[str, Any],
    opens_at: datetime,
    closes_at: datetime,
    options: Sequence[Offered],
    by: int | None,
    explanation: str = "",
    moves: bool = True,
    electorate: Electorate = Electorate.GROUP,
    secret: bool = False,
    proxies: int = 0,
    fictitious: bool = False,
) -> Poll:
    """A poll in preparation: nobody but who may prepare sees it. Raises Invalid for what cannot be put to the vote,
    BadPoll for a rule that nobody can count by."""
    last = db.session.scalar(select(func.max(Poll.number)).where(Poll.theme_id == theme.id)) or 0
    poll = Poll(
        theme=theme, number=last + 1, question=question, explanation=explanation, rule=dict(rule), opens_at=opens_at,
        closes_at=closes_at, moves=moves, electorate=electorate, secret=secret, proxies=proxies,
        prepared_by_id=by, fictitious=fictitious,
    )  # fmt: skip
    _check(poll, options)
    store(poll)
    _offer(poll, options)
    emit(PollPrepared(subject_id=poll.id, theme_id=theme.id))
    return poll


def change_poll(poll: Poll, *, options: Sequence[Offered], by: int | None, **values: Any) -> None:
    """Change a poll in preparation; attribute names of Poll. Whoever changes it prepared it, and does not approve it.
    Keys of a poll that is no longer secret go.

    Raises Conflict once it was approved, and Invalid and BadPoll as ``prepare``.
    """
    if poll.state is not PollState.PREPARED:
        raise Conflict(_("This poll was approved: it can no longer be changed."))
    if values.get("electorate", Electorate.CODES) is not Electorate.CODES and queries.count_codes(poll.id):
        raise Conflict(_("Letters with a code were made for this poll: drop them first."))
    fields = assign(poll, **values)
    _check(poll, options)
    if [Offered(each.proposal, "" if each.proposal else each.title, each.cost) for each in poll.options] != options:
        poll.questions.clear()
        flush()  # the old rows go before new ones take their places
        _offer(poll, options)
        fields = (*fields, "options")
    if fields:
        poll.prepared_by_id, poll.prepared_at = by, clock.now()
        flush()
        emit(PollChanged(subject_id=poll.id, fields=fields))
    if "secret" in fields and not poll.secret and queries.keys(poll.id):
        let_keys_go(poll)


def approve(poll: Poll, *, by: int | None) -> None:
    """Freeze question, rule and texts; proposals that it moves are now in the poll, and the clock opens it.

    Raises Forbidden for who prepared it, Conflict when it is too late or a proposal cannot be voted about.
    """
    if by is not None and by == poll.prepared_by_id:
        raise Forbidden(_("Somebody else has to approve this poll."))
    db.session.refresh(poll, with_for_update=True)
    if clock.now() >= poll.opens_at:
        raise Conflict(_("The poll would have been open already. Choose a later opening first."))
    if poll.secret:
        _must_be_locked(poll)
    POLLS.move(poll, PollState.APPROVED)
    poll.approved_by_id, poll.approved_at = by, clock.now()
    for option in poll.options:
        _freeze(option)
    for question in poll.questions:
        question.rules_sha256 = rules_sha256(queries.rule_file(question))
    flush()
    proposals = [option.proposal for option in poll.options if option.proposal is not None]
    ids = tuple(proposal.id for proposal in proposals)
    emit(PollApproved(subject_id=poll.id, theme_id=poll.theme_id, proposal_ids=ids))
    for proposal in proposals if poll.moves else ():
        proposal_actions.put_to_vote(proposal)
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


def _offer(poll: Poll, options: Sequence[Offered]) -> None:
    """One question for each option of a matter; all other options stand against each other in one question."""
    made = [
        PollOption(
            poll_id=poll.id, proposal=each.proposal, title=each.title, cost=each.cost, position=n,
            key=str(each.proposal.number) if each.proposal is not None else f"k{n}",
        )
        for n, each in enumerate(options, 1)
    ]  # fmt: skip
    apart = [[option] for option in made] if poll.kind in MATTERS else [made]
    poll.questions = [PollQuestion(position=n, options=each) for n, each in enumerate(apart, 1)]
    flush()


def _freeze(option: PollOption) -> None:
    proposal = option.proposal
    if proposal is None:
        return
    if proposal.state is not ProposalState.ADMITTED:
        raise Conflict(_("“%(title)s” cannot be put to the group now.", title=proposal.title))
    option.revision = proposal_queries.revisions(proposal.id)[-1].number
    option.title, option.summary, option.text = proposal.title, proposal.summary, proposal.text


def _must_be_locked(poll: Poll) -> None:
    if len(queries.keys(poll.id)) < 2:
        raise Conflict(_("A secret poll has two keys, with two people. Make them first."))
    small = queries.too_small(poll, queries.entitled(poll, clock.now()))
    if small:
        raise Conflict(_("This poll cannot be secret: there are fewer than five people in %(groups)s.",
                         groups=", ".join(small)))  # fmt: skip


def _check(poll: Poll, options: Sequence[Offered]) -> None:
    check_rule(poll.rule)
    if poll.opens_at >= poll.closes_at:
        raise Invalid(_("A poll cannot close before it opens."))
    if not options:
        raise Invalid(_("Choose at least one proposal, or write down what can be chosen."))
    if poll.secret and poll.kind == "consent":
        raise Invalid(_("Consent is given by name: an objection is talked about with whoever has it."))
    if poll.kind not in MATTERS and len(options) < 2:
        raise Invalid(_("There is nothing to choose with a single option."))
    if poll.proxies and poll.electorate is not Electorate.GROUP:
        raise Invalid(_("Only in a poll of the group can people vote for each other: there they know each other."))
    if not 0 <= poll.proxies <= MOST_PROXIES:
        raise Invalid(_("One person votes for at most %(most)s others.", most=MOST_PROXIES))
    if poll.electorate is Electorate.CODES and poll.support_by == "interest":
        raise Invalid(_("Of whoever votes with a code no interest is known."))
    proposals = [each.proposal for each in options if each.proposal is not None]
    if any(each.theme_id != poll.theme.id or each.state is not ProposalState.ADMITTED for each in proposals):
        raise Invalid(_("Only proposals that the group of this theme discusses can be put to it."))
    if poll.moves and (len(proposals) < len(options) or poll.electorate is not Electorate.GROUP):
        raise Invalid(_("Only what the group itself chooses among proposals comes into its advice."))
