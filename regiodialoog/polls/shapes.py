"""Polls as their pages show them: what one can do now, and results with no small group in sight of others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from regiodialoog.core.i18n import format_moment
from regiodialoog.core.policy import Actor
from regiodialoog.polls import labels, policy, queries
from regiodialoog.polls.models import Ballot, Poll, PollProposal, PollRoll, PollState, Standing
from regiodialoog.polls.queries import Counted
from regiodialoog.polls.queries.counting import UNKNOWN

Item = dict[str, Any]
Bar = dict[str, Any]


@dataclass(frozen=True)
class Breakdown:
    """Support by one dimension as bars; ``together``: the last bar holds groups that are too small to show apart.
    ``hidden``: nothing can be shown."""

    by: str
    title: str
    label: str
    bars: list[Bar]
    together: bool
    hidden: bool


@dataclass(frozen=True)
class Shown:
    """The result of one proposal for a reader; ``steps`` are sentences, without numbers nothing but the outcome."""

    row: PollProposal
    outcome: tuple[str, str]
    sentence: str
    steps: list[str]
    whole: list[Bar]
    breakdowns: list[Breakdown]
    numbers: bool
    file: bool
    recounted: bool


def url_of(poll: Poll, endpoint: str = "polls.poll", **values: Any) -> str:
    return url_for(endpoint, slug=poll.theme.slug, number=poll.number, **values)


def shown(counted: Counted, *, inside: bool) -> Shown:
    """A result; ``inside`` the group every number is shown."""
    result, numbers = counted.result, inside or counted.numbers_are_public
    outcome = result.outcome.value
    return Shown(
        row=counted.row,
        outcome=(str(labels.OUTCOMES[outcome]), labels.OUTCOME_BADGES[outcome]),
        sentence=sentence(counted, numbers=numbers),
        steps=[step.in_words(_) for step in result.steps] if numbers else [],
        whole=[_bar(_("The whole group"), result.counts)] if numbers else [],
        breakdowns=[_breakdown(by, counted, inside=inside) for by in labels.DIMENSIONS] if numbers else [],
        numbers=numbers,
        file=counted.file_is_public,
        recounted=not counted.row.outcome or queries.is_recounted(counted),
    )


def sentence(counted: Counted, *, numbers: bool) -> str:
    """The outcome in one sentence."""
    result, roll = counted.result, counted.row.poll.roll_size
    values = {**result.counts, "cast": counted.total, "roll": roll}
    if result.outcome.value == "no-decision":
        return str(_("There is no decision: %(cast)s of the %(roll)s people voted.", **values))
    if not numbers:
        accepted = result.outcome.value == "accepted"
        return str(_("The group chose this.") if accepted else _("The group did not choose this."))
    if result.outcome.value == "accepted":
        return str(_("The group chose this: %(yes)s for, %(no)s against, %(abstain)s blank.", **values))
    return str(_("The group did not choose this: %(yes)s for, %(no)s against, %(abstain)s blank.", **values))


def _breakdown(by: str, counted: Counted, *, inside: bool) -> Breakdown:
    groups: Mapping[str, Any] = counted.result.support.get(by, {})
    apart = frozenset(groups) if inside else counted.apart[by]
    bars = [_bar(_name(group), counts) for group, counts in sorted(groups.items()) if group in apart]
    rest = [counts for group, counts in groups.items() if group not in apart]
    if rest and apart:
        summed = {choice: sum(counts[choice] for counts in rest) for choice, _label, _kind in labels.PARTS}
        others = _("Other interests together") if by == "interest" else _("Other municipalities together")
        bars.append(_bar(others, summed))
    interest = by == "interest"
    return Breakdown(
        by=by,
        title=str(
            _("Support in this group, per interest") if interest else _("Support in this group, per municipality")
        ),
        label=str(_("Interest") if interest else _("Municipality")),
        bars=bars if apart else [],
        together=bool(rest and apart),
        hidden=bool(groups) and not apart,
    )


def _name(group: str) -> str:
    return str(_("not known")) if group == UNKNOWN else group


def _bar(label: str, counts: Mapping[str, int]) -> Bar:
    return {"label": label, "numbers": dict(counts)}


@dataclass(frozen=True)
class Voter:
    """A line of the roll with what it chose, in the order of the poll's proposals; None where nothing was chosen."""

    line: PollRoll
    choices: list[Ballot | None]


def voters(poll: Poll, lines: Sequence[PollRoll], cast: Sequence[Ballot]) -> list[Voter]:
    by = {(one.roll_id, one.poll_proposal_id): one for one in cast}
    return [Voter(line, [by.get((line.id, row.id)) for row in poll.proposals]) for line in lines]


def todo(actor: Actor, poll: Poll, *, voted: bool) -> list[Item]:
    """What this person can do now with a poll, the most pressing thing first."""
    items = []
    if poll.standing is Standing.OPEN and policy.may_vote(actor, poll):
        until = _("You can change your vote until %(moment)s.", moment=format_moment(poll.closes_at))
        label = _("Change your vote") if voted else _("Vote now")
        items.append(_item(label, url_of(poll, "polls.vote"), until, icon="edit" if voted else "", primary=not voted))
        if voted:
            items.append(_item(_("See your vote"), url_of(poll, "polls.receipt"), icon="ok"))
    if policy.may_see_votes(actor, poll):
        text = _("Only your group, its moderators and the bureau see this.")
        items.append(_item(_("See who chose what"), url_of(poll, "polls.votes"), text, icon="people"))
    if policy.may_prepare(actor, poll.theme):
        items += _for_staff(actor, poll)
    theme = poll.theme
    label = _("See all polls about %(theme)s", theme=theme.title)
    return [*items, _item(label, url_for("polls.polls", slug=theme.slug), icon="list")]


def _for_staff(actor: Actor, poll: Poll) -> list[Item]:
    if poll.state is PollState.PREPARED:
        approving = _item(_("Look at it and approve it"), url_of(poll, "polls.approve"), primary=True)
        return [
            *([approving] if policy.may_approve(actor, poll) else []),
            _item(_("Change this poll"), url_of(poll, "polls.edit"), icon="edit"),
            _item(_("Drop this poll"), url_of(poll, "polls.drop"), icon="close"),
        ]
    if poll.state is PollState.ANNULLED or poll.standing is Standing.DEFINITIVE:
        return []
    establishing = _item(_("Look at the result and make it definitive"), url_of(poll, "polls.establish"), primary=True)
    return [
        *([establishing] if poll.standing is Standing.COUNTING else []),
        _item(_("Declare this poll invalid"), url_of(poll, "polls.annul"), icon="close"),
    ]


def _item(label: str, url: str, text: str = "", *, icon: str = "", primary: bool = False) -> Item:
    return {"label": label, "url": url, "text": text, "icon": icon, "primary": primary}
