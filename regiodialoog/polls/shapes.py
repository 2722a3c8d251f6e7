"""Polls as their pages show them: what one can do now, and results with no small group in sight of others."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from regiodialoog.core.i18n import format_moment
from regiodialoog.core.policy import Actor
from regiodialoog.engines.tally import Outcome
from regiodialoog.polls import labels, policy, queries
from regiodialoog.polls.councils import MAJORITIES
from regiodialoog.polls.models import (
    MATTERS,
    Ballot,
    Choice,
    Electorate,
    Poll,
    PollOption,
    PollQuestion,
    PollRoll,
    PollState,
    Proxy,
    Standing,
)
from regiodialoog.polls.models.secret import LAYERS
from regiodialoog.polls.queries import UNKNOWN, Counted, Proxies
from regiodialoog.polls.ways import BY_KIND

Item = dict[str, Any]
Bar = dict[str, Any]


@dataclass(frozen=True)
class Breakdown:
    """Support by one dimension: ``bars`` of a matter, or for other rules ``grid``, a row of numbers for each group in
    the order of the options. ``together``: the last row holds groups that are too small to show apart. ``hidden``:
    nothing can be shown."""

    by: str
    title: str
    label: str
    bars: list[Bar]
    grid: list[tuple[str, list[int]]]
    together: bool
    hidden: bool


@dataclass(frozen=True)
class Shown:
    """The result of one question for a reader; ``steps`` are sentences, without numbers nothing but the outcome.
    ``scores``: (option, number, kind of bar) where options stand against each other, the highest first.
    ``arguments``: (choice, why), of nobody."""

    question: PollQuestion
    title: str
    matter: PollOption | None
    sentence: str
    steps: list[str]
    whole: list[Bar]
    scores: list[tuple[str, int, str]]
    unit: str
    breakdowns: list[Breakdown]
    arguments: list[tuple[str, str]]
    numbers: bool
    file: bool
    recounted: bool


def url_of(poll: Poll, endpoint: str = "polls.poll", **values: Any) -> str:
    return url_for(endpoint, slug=poll.theme.slug, number=poll.number, **values)


def shown(counted: Counted, *, inside: bool, arguments: bool = False) -> Shown:
    """A result; ``inside`` the group every number is shown, and why people objected, also with ``arguments``."""
    result, question, numbers = counted.result, counted.question, inside or counted.numbers_are_public
    poll = question.poll
    matter, unit = poll.kind in MATTERS, BY_KIND[poll.kind].unit
    counts = result.counts
    scores = [
        (each.name, counts[each.key], "neutral" if each.is_chosen is False else "for")
        for each in question.options
        if each.key in counts and unit is not None
    ]
    return Shown(
        question=question,
        title=question.options[0].name if matter else poll.question,
        matter=question.options[0] if matter else None,
        sentence=sentence(counted, numbers=numbers),
        steps=[step.in_words(_) for step in result.steps] if numbers else [],
        whole=[_bar(_all_of(poll), counts)] if numbers and matter else [],
        scores=sorted(scores, key=lambda row: -row[1]) if numbers and not matter else [],
        unit=str(unit or ""),
        breakdowns=[_breakdown(by, counted, inside=inside) for by in _dimensions(poll)] if numbers else [],
        arguments=_arguments(counted) if inside or arguments else [],
        numbers=numbers,
        file=counted.file_is_public,
        recounted=not question.outcome or queries.is_recounted(counted),
    )


def _all_of(poll: Poll) -> str:
    return str(_("All council members who voted") if poll.electorate is Electorate.COUNCIL else _("The whole group"))


def _dimensions(poll: Poll) -> list[str]:
    """Council members vote for no interest, and per council there is a part of its own where the rule allows it."""
    if poll.electorate is not Electorate.COUNCIL:
        return list(labels.DIMENSIONS)
    return [] if poll.kind in MAJORITIES else ["municipality"]


def _arguments(counted: Counted) -> list[tuple[str, str]]:
    told = [(one.choice, one.argument) for one in counted.ballots if one.argument]
    return [(str(labels.CHOICES[Choice(choice)]), argument) for choice, argument in sorted(told, reverse=True)]


def sentence(counted: Counted, *, numbers: bool) -> str:
    """The outcome in one sentence."""
    result, poll = counted.result, counted.question.poll
    outcome = result.outcome.value
    if outcome == "no-decision":
        cast = {"cast": counted.total, "roll": poll.roll_size}
        return str(_("There is no decision: %(cast)s of the %(roll)s people voted.", **cast))
    if poll.kind not in MATTERS:
        return _sentence_of_many(counted)
    passed = outcome == "accepted"
    if poll.electorate is Electorate.COUNCIL and poll.kind != "consent":
        says = (
            _("The council members who voted want this")
            if passed
            else _("The council members who voted do not want this")
        )
    elif poll.kind == "consent":
        says = _("The group consents") if passed else _("There are objections: the group talks about it once more")
    else:
        says = _("The group chose this") if passed else _("The group did not choose this")
    return f"{says}: {labels.matter_numbers(poll.kind, result.counts)}." if numbers else f"{says}."


def _sentence_of_many(counted: Counted) -> str:
    result = counted.result
    names = {each.key: each.name for each in counted.question.options}
    chosen = "; ".join(names[key] for key in result.winners)
    tied = " / ".join("; ".join(names[key] for key in tie) for tie in result.ties)
    if result.outcome is not Outcome.TIE:
        return str(_("Chosen: %(names)s.", names=chosen)) if chosen else str(_("Nothing was chosen."))
    says = str(_("It is a tie between: %(names)s.", names=tied))
    return f"{_('Chosen: %(names)s.', names=chosen)} {says}" if chosen else says


def _breakdown(by: str, counted: Counted, *, inside: bool) -> Breakdown:
    groups: Mapping[str, Any] = counted.result.support.get(by, {})
    poll = counted.question.poll
    apart = frozenset(groups) if inside else counted.apart[by]
    rows = [(_name(group), counts) for group, counts in sorted(groups.items()) if group in apart]
    rest = [counts for group, counts in groups.items() if group not in apart]
    if rest and apart:
        summed: Counter[str] = sum((Counter(counts) for counts in rest), Counter())
        others = _("Other interests together") if by == "interest" else _("Other municipalities together")
        rows.append((str(others), summed))
    interest, matter = by == "interest", poll.kind in MATTERS
    keys = [each.key for each in counted.question.options]
    return Breakdown(
        by=by,
        title=str(
            _("Support in this group, per interest") if interest else _("Support in this group, per municipality")
        ),
        label=str(_("Interest") if interest else _("Municipality")),
        bars=[_bar(name, counts) for name, counts in rows] if apart and matter else [],
        grid=[(name, [counts.get(key, 0) for key in keys]) for name, counts in rows] if apart and not matter else [],
        together=bool(rest and apart),
        hidden=bool(groups) and not apart,
    )


def _name(group: str) -> str:
    return str(_("not known")) if group == UNKNOWN else group


def _bar(label: str, counts: Mapping[str, int]) -> Bar:
    return {"label": label, "numbers": dict(counts)}


@dataclass(frozen=True)
class Voter:
    """A line of the roll with what it chose, in the order of the poll's questions; None where nothing was chosen.
    ``proxy``: by whom somebody else voted on it."""

    line: PollRoll
    choices: list[Ballot | None]
    proxy: Proxy | None = None


def voters(poll: Poll, lines: Sequence[PollRoll], cast: Sequence[Ballot], proxies: Sequence[Proxy] = ()) -> list[Voter]:
    by = {(one.roll_id, one.question_id): one for one in cast}
    given = {one.giver_id: one for one in proxies}
    return [
        Voter(line, [by.get((line.id, each.id)) for each in poll.questions], given.get(line.person_id or 0))
        for line in lines
    ]


@dataclass(frozen=True)
class Asked:
    """What an open poll asks of somebody: their own vote, unless they gave a proxy, and those of ``others`` who gave
    them one that they did not use yet. ``final``: what they voted cannot be changed."""

    poll: Poll
    voted: bool
    given: Proxy | None
    others: list[Proxy]
    final: bool

    @property
    def waits(self) -> bool:
        return bool(self.others) or not (self.voted or self.given)


def asked(poll: Poll, person_id: int | None, *, voted: bool) -> Asked:
    mine = queries.proxies_of(person_id, [poll.id] if poll.proxies else []).get(poll.id, Proxies())
    waiting = [one for one in mine.held if not queries.has_voted(queries.roll_line(poll, one.giver_id))]
    line = queries.roll_line(poll, person_id) if voted else None
    return Asked(poll, voted, mine.given, waiting, poll.secret or (line is not None and line.paper_id is not None))


def todo(actor: Actor, poll: Poll, *, voted: bool, mine: Proxies) -> list[Item]:
    """What this person can do now with a poll, the most pressing thing first."""
    items = []
    line = queries.roll_line(poll, actor.person_id) if voted else None
    if line is not None and line.paper_id is not None:
        mine = Proxies()
    elif poll.standing is Standing.OPEN and policy.may_vote(actor, poll):
        items += _for_voters(poll, voted=voted) if mine.given is None else []
    if poll.standing in (Standing.APPROVED, Standing.OPEN) and policy.may_vote(actor, poll):
        items += _of_proxies(actor, poll, mine, voted=voted)
    if poll.electorate is Electorate.CODES and poll.standing is Standing.OPEN:
        text = _("Did you get a letter? Then you need no account.")
        items.append(_item(_("Vote with your code"), url_for("polls.use_code"), text, primary=True))
    if policy.may_open_box(actor, poll):
        items.append(_item(_("Open the box with your key"), url_of(poll, "polls.open_box"), primary=True))
    if policy.may_see_votes(actor, poll):
        text = _("Only your group, its moderators and the bureau see this.")
        items.append(_item(_("See who chose what"), url_of(poll, "polls.votes"), text, icon="people"))
    if policy.may_prepare(actor, poll.theme):
        items += _for_staff(actor, poll)
    theme = poll.theme
    label = _("See all polls about %(theme)s", theme=theme.title)
    return [*items, _item(label, url_for("polls.polls", slug=theme.slug), icon="list")]


def _for_voters(poll: Poll, *, voted: bool) -> list[Item]:
    if poll.secret:
        text = _("A secret vote cannot be changed.")
        return [] if voted else [_item(_("Vote now"), url_of(poll, "polls.vote"), text, primary=True)]
    until = _("You can change your vote until %(moment)s.", moment=format_moment(poll.closes_at))
    label = _("Change your vote") if voted else _("Vote now")
    items = [_item(label, url_of(poll, "polls.vote"), until, icon="edit" if voted else "", primary=not voted)]
    return [*items, _item(_("See your vote"), url_of(poll, "polls.receipt"), icon="ok")] if voted else items


def _of_proxies(actor: Actor, poll: Poll, mine: Proxies, *, voted: bool) -> list[Item]:
    if mine.given is not None:
        if not voted:
            return [_item(_("Take your proxy back"), url_of(poll, "polls.end_proxy", key=mine.given.id), icon="close")]
        return [] if poll.secret else [_item(_("See your vote"), url_of(poll, "polls.receipt"), icon="ok")]
    if mine.held or voted or not policy.may_give_proxy(actor, poll):
        return []
    text = _("For when you cannot vote yourself.")
    return [_item(_("Let somebody else vote for you"), url_of(poll, "polls.give_proxy"), text, icon="people")]


def _for_staff(actor: Actor, poll: Poll) -> list[Item]:
    text = _("Two people type them in, each for themselves.")
    paper = [_item(_("Count votes on paper"), url_of(poll, "polls.paper"), text, icon="file")]
    letters = poll.electorate is Electorate.CODES and poll.standing is not Standing.ANNULLED
    codes = [_item(_("Letters with a voting code"), url_of(poll, "polls.codes"), icon="download")]
    return [
        *(codes if letters and policy.may_make_codes(actor, poll) else []),
        *_of_this_poll(actor, poll),
        *(paper if policy.may_count_paper(actor, poll) else []),
    ]


def _of_this_poll(actor: Actor, poll: Poll) -> list[Item]:
    if poll.state is PollState.PREPARED:
        approving = _item(_("Look at it and approve it"), url_of(poll, "polls.approve"), primary=True)
        held = queries.keys(poll.id) if poll.secret else ()
        locked = not poll.secret or len(held) == len(LAYERS)
        making = not locked and all(key.holder_id != actor.person_id for key in held)
        key = _item(_("Make your key"), url_of(poll, "polls.make_key"), icon="edit", primary=True)
        return [
            *([key] if making else []),
            *([approving] if locked and policy.may_approve(actor, poll) else []),
            _item(_("See it as people who vote will see it"), url_of(poll, "polls.preview"), icon="people"),
            _item(_("Change this poll"), url_of(poll, "polls.edit"), icon="edit"),
            _item(_("Drop this poll"), url_of(poll, "polls.drop"), icon="close"),
        ]
    if poll.state is PollState.ANNULLED or poll.standing is Standing.DEFINITIVE:
        return []
    sealed = poll.secret and poll.box_opened_at is None
    establishing = _item(_("Look at the result and make it definitive"), url_of(poll, "polls.establish"), primary=True)
    recounting = _item(_("Count the votes again"), url_of(poll, "polls.recount"), primary=True)
    counting = poll.standing is Standing.COUNTING and not sealed
    everybody = poll.standing is Standing.OPEN and queries.turnout(poll.id) == queries.expected_size(poll)
    closing = _item(_("Close it now: everybody has voted"), url_of(poll, "polls.close_early"))
    return [
        *([closing] if everybody else []),
        *([recounting] if counting and poll.recounted_at is None else []),
        *([establishing] if counting and poll.recounted_at and poll.recounted_by_id != actor.person_id else []),
        _item(_("Declare this poll invalid"), url_of(poll, "polls.annul"), icon="close"),
    ]


def _item(label: str, url: str, text: str = "", *, icon: str = "", primary: bool = False) -> Item:
    return {"label": label, "url": url, "text": text, "icon": icon, "primary": primary}
