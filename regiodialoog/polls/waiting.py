"""For what a poll waits, and of whom: approval, keys, votes on paper, the box, a second count, a definitive result."""

from dataclasses import dataclass

from regiodialoog.accounts import queries as accounts
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.policy import Actor, Role, ScopeKind, WithSecondFactor
from regiodialoog.polls import policy, queries
from regiodialoog.polls.models import Poll, Standing, Step
from regiodialoog.polls.models.secret import LAYERS

PAGES = {
    Step.LATE: "polls.edit",
    Step.KEY: "polls.make_key",
    Step.APPROVE: "polls.approve",
    Step.PAPER: "polls.paper",
    Step.OUTER: "polls.open_box",
    Step.INNER: "polls.open_box",
    Step.RECOUNT: "polls.recount",
    Step.ESTABLISH: "polls.establish",
}
"""Where each step is done."""


@dataclass(frozen=True)
class Waits:
    """A poll that waits for somebody."""

    poll: Poll
    step: Step

    @property
    def page(self) -> str:
        return PAGES[self.step]


def step_of(poll: Poll) -> Step | None:
    """What has to be done now; None while it is open, or when nothing is left to do. At most two queries."""
    if poll.standing is Standing.PREPARED:
        if clock.now() >= poll.opens_at:
            return Step.LATE
        return Step.KEY if poll.secret and len(queries.keys(poll.id)) < len(LAYERS) else Step.APPROVE
    if poll.standing is not Standing.COUNTING:
        return None
    if poll.takes_paper and queries.waiting_paper(poll.id):
        return Step.PAPER
    if poll.secret and poll.box_opened_at is None:
        return Step.INNER if any(key.used_at for key in queries.keys(poll.id)) else Step.OUTER
    return Step.RECOUNT if poll.recounted_at is None else Step.ESTABLISH


def may_do(actor: Actor, poll: Poll, step: Step) -> bool:
    """Whether this person is one of those who can do it."""
    if not policy.may_prepare(actor, poll.theme):
        return False
    if step is Step.KEY:
        return all(key.holder_id != actor.person_id for key in queries.keys(poll.id))
    if step is Step.APPROVE:
        return policy.may_approve(actor, poll)
    if step in (Step.OUTER, Step.INNER):
        return policy.may_open_box(actor, poll)
    return step is not Step.ESTABLISH or actor.person_id != poll.recounted_by_id


def for_actor(actor: Actor) -> list[Waits]:
    """What waits for somebody now, the earliest opening or closing first."""
    if not policy.may_prepare(actor):
        return []
    found = [(poll, step_of(poll)) for poll in queries.unfinished()]
    rows = [Waits(poll, step) for poll, step in found if step is not None and may_do(actor, poll, step)]
    return sorted(rows, key=lambda row: row.poll.opens_at if row.poll.standing is Standing.PREPARED else
                  row.poll.closes_at)  # fmt: skip


def people(poll: Poll, step: Step) -> list[Person]:
    """Who can do it; whoever prepared the poll knows of it, and is among them only when nobody else can."""
    moderators = accounts.holders(Role.MODERATOR, ScopeKind.THEME, poll.theme_id)
    known = {one.id: one for one in (*moderators, *accounts.holders(Role.BUREAU, ScopeKind.REGION))}
    able = [one for one in known.values() if may_do(WithSecondFactor(one), poll, step)]
    return [one for one in able if one.id != poll.prepared_by_id] or able
