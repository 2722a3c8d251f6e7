"""The steps of the path of a proposal that polls know of: when the group chose, and when the advice was handed over."""

from collections.abc import Iterator
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _

from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.i18n import format_moment
from regiodialoog.polls import labels, queries, shapes
from regiodialoog.polls.models import AdviceState, PollOption, Standing
from regiodialoog.proposals.models import Proposal, ProposalState
from regiodialoog.proposals.path import Step, StepKind, path_steps


@path_steps(order=15)  # on one day the vote comes before what followed from it
def from_the_polls(proposal: Proposal) -> Iterator[Step]:
    """Each poll: what came of it, that it goes on, or that it is to come."""
    if proposal.is_recorded:
        return
    for option in reversed(queries.of_proposal(proposal.id)):
        yield _of_poll(option)


@path_steps(order=45)
def from_the_advice(proposal: Proposal) -> Iterator[Step]:
    """The day on which the advice was handed over, for a proposal that is in it."""
    if proposal.state is not ProposalState.IN_ADVICE:
        return
    advice = queries.find_advice(proposal.theme_id)
    if advice is None or advice.state is not AdviceState.HANDED_OVER:
        return
    yield Step(
        when=advice.handed_over_on, title=_("The group handed its advice over"), behalf=_("the group"),
        text=_("Handed over to %(whom)s.", whom=advice.handed_over_to),
        url=url_for("polls.advice", slug=proposal.theme.slug), link=_("Read the advice"),
    )  # fmt: skip


def _of_poll(option: PollOption) -> Step:
    poll = option.question.poll
    url, link = shapes.url_of(poll), _("Poll %(number)s", number=poll.number)
    if option.question.outcome:
        numbers = labels.numbers(option) if labels.shows_numbers(option.question) else ""
        words, _badge = labels.outcome(option)
        kind = StepKind.STOPPED if option.is_chosen is False and poll.moves else StepKind.PAST
        return Step(
            when=_day(poll.established_at), title=_("The group voted: %(outcome)s", outcome=words.lower()), kind=kind,
            text=f"{numbers}." if numbers else "", behalf=_("the group"), url=url, link=link,
        )  # fmt: skip
    if poll.standing is Standing.ANNULLED:
        title = _("A poll was declared invalid")
        return Step(when=_day(poll.annulled_at), title=title, reason=poll.reason, url=url, link=link)
    title = {
        Standing.APPROVED: _("The group will vote"),
        Standing.OPEN: _("The group votes"),
    }.get(poll.standing, _("The group voted, the votes are counted"))
    text = _(
        "From %(opens)s until %(closes)s.", opens=format_moment(poll.opens_at), closes=format_moment(poll.closes_at)
    )
    kind = StepKind.NEXT if poll.standing is Standing.APPROVED else StepKind.NOW
    return Step(when=_day(poll.opens_at), title=title, kind=kind, text=text, url=url, link=link)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone(AMSTERDAM).date()
