"""The closed words of polls as people read them, and votes and outcomes in words."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from regiodialoog.core.i18n import format_euros, format_moment
from regiodialoog.engines.tally import LEAST
from regiodialoog.polls.models import (
    MATTERS,
    Choice,
    Electorate,
    Poll,
    PollOption,
    PollQuestion,
    Proxy,
    Standing,
    Step,
)
from regiodialoog.polls.rule_words import BASES, SHARES, THRESHOLDS, rule_sentences
from regiodialoog.polls.ways import BY_KIND, ONE_OF, POINTS, RANKS, TICKS

__all__ = ["BASES", "SHARES", "THRESHOLDS", "rule_sentences"]

CHOICES = {
    Choice.FOR: _l("For"),
    Choice.AGAINST: _l("Against"),
    Choice.BLANK: _l("Blank"),
    Choice.CONSENT: _l("I consent"),
    Choice.CONCERN: _l("I consent, with a concern"),
    Choice.OBJECTION: _l("I object"),
}
CHOICE_HINTS = {
    Choice.FOR: _l("I want this in our advice."),
    Choice.AGAINST: _l("I do not want this in our advice."),
    Choice.BLANK: _l("I do not choose. It counts as having voted."),
    Choice.CONSENT: _l("I can live with it: it is good enough for now and safe enough to try."),
    Choice.CONCERN: _l("It can go on. What I worry about is written down beside it."),
    Choice.OBJECTION: _l("It cannot go on like this: I say what harm it would do, and we look for something better."),
}
WORDS = {
    "yes-no": (Choice.FOR, Choice.AGAINST, Choice.BLANK),
    "consent": (Choice.CONSENT, Choice.CONCERN, Choice.OBJECTION),
}
_PARTS = {
    Choice.FOR: "for", Choice.AGAINST: "against", Choice.BLANK: "blank",
    Choice.CONSENT: "for", Choice.CONCERN: "blank", Choice.OBJECTION: "against",
}  # fmt: skip
ELECTORATES = {
    Electorate.GROUP: _l("Whoever has a seat in the group at the opening"),
    Electorate.THEME: _l("Everybody who takes part in this theme: the group and whoever signed up"),
    Electorate.COUNCIL: _l("The council members of the municipalities of this theme"),
    Electorate.CODES: _l("Whoever got a letter with a code"),
}
STEPS = {
    Step.LATE: _l("Choose a later opening: this one has passed"),
    Step.KEY: _l("Make a key for this secret poll"),
    Step.APPROVE: _l("Look at this poll and approve it"),
    Step.PAPER: _l("Take the votes on paper over"),
    Step.OUTER: _l("Open the box with the first key"),
    Step.INNER: _l("Open the box with the second key"),
    Step.RECOUNT: _l("Count the votes again"),
    Step.ESTABLISH: _l("Make the result definitive"),
}
STEP_REASONS = {
    Step.KEY: _l("The poll is secret: two people each keep a key. Only then can somebody approve it."),
    Step.APPROVE: _l("Somebody prepared this poll. Somebody else looks at it and approves it, or it does not open."),
    Step.PAPER: _l("There are votes on paper that do not count yet. Two people type them in, each for themselves."),
    Step.OUTER: _l("The poll has closed. Now the first key is needed: without it nobody can read the votes."),
    Step.INNER: _l("The first key was used. Now the second one is needed: without it nobody can read the votes."),
    Step.RECOUNT: _l("The poll has closed. Somebody counts the votes again before there is a result."),
    Step.ESTABLISH: _l("The votes were counted again. Somebody else makes the result definitive."),
}
"""Why somebody gets a mail about it."""
DIMENSIONS = {"interest": _l("interest"), "municipality": _l("municipality")}


def parts(kind: str) -> list[tuple[str, Any, str]]:
    """(choice, words, colour) of the bars of a matter."""
    return [(word.value, CHOICES[word], _PARTS[word]) for word in WORDS[kind]]


def by_when(poll: Poll) -> str:
    """What the clock says about what has to be done."""
    if poll.standing is Standing.PREPARED:
        return str(_("opens on %(moment)s", moment=format_moment(poll.opens_at)))
    return str(_("closed on %(moment)s", moment=format_moment(poll.closes_at)))


def what_chosen(poll: Poll) -> str:
    """Above the bars of the whole."""
    if poll.electorate is Electorate.COUNCIL:
        return str(_("What the council members chose"))
    return str(_("What the group chose"))


def choice_hints(poll: Poll) -> dict[Any, Any]:
    """What stands under the words of a ballot; about the advice only where the group chooses for it."""
    of_advice = () if poll.moves else (Choice.FOR, Choice.AGAINST)
    return {word: hint for word, hint in CHOICE_HINTS.items() if word not in of_advice}


def means(poll: Poll) -> str:
    """What the result says, and what not."""
    if poll.electorate is Electorate.COUNCIL:
        return str(_("This is what council members who voted think, each for themselves. Councils decide in council."))
    if poll.electorate is Electorate.CODES:
        return str(_("This is what those who got a letter and voted chose. It says nothing about what all inhabitants"
                     " think."))  # fmt: skip
    if poll.electorate is Electorate.THEME:
        return str(_("This is what those who take part and voted chose. It says nothing about what all inhabitants"
                     " think."))  # fmt: skip
    return str(_("This is what this group chose. It says nothing about what all inhabitants think."))


def moves(poll: Poll) -> str:
    """What follows from the result."""
    if poll.moves:
        return str(_("What is chosen comes into the advice of the group; what is not chosen does not."))
    return str(_("The result tells what people think. It moves no proposal."))


def readers(poll: Poll) -> str:
    """Who sees what somebody chose."""
    if poll.secret:
        return str(
            _("Nobody sees who chose what: votes go into a box that two people open together after the closing.")
        )
    if poll.electorate is Electorate.GROUP:
        return str(_("After the closing your group, its moderators and the bureau see what you chose. Others see totals"
                     " only."))  # fmt: skip
    return str(_("Nobody sees on this site what you chose. Everybody sees totals after the closing."))


def proxies(poll: Poll) -> str:
    """Whether somebody else may vote in one's place."""
    if not poll.proxies:
        return str(_("Everybody votes themselves."))
    most = ngettext("one other person", "%(num)s others", poll.proxies)
    return str(_("Who cannot vote may ask somebody else of the group to do it (a proxy). One person votes for at most"
                 " %(most)s.", most=most))  # fmt: skip


def holder(proxy: Proxy) -> str:
    """Who votes, or voted, for somebody else."""
    return proxy.holder.display_name if proxy.holder is not None else str(_("somebody who left"))


def option_hints(poll: Poll) -> dict[int, str]:
    """What stands beside an option that one ticks, by its id."""
    hints = {}
    for option in poll.options:
        summary = option.summary or (option.proposal.summary if option.proposal else "")
        told = [format_euros(option.cost)] if option.cost else []
        hints[option.id] = ". ".join([*told, *([summary] if summary else [])])
    return hints


def badge(poll: Poll) -> tuple[str, str]:
    """(words, kind) of where a poll is now, as ``ui.badge`` wants them."""
    words = {
        Standing.PREPARED: (_("In preparation"), "line"),
        Standing.APPROVED: (_("Approved, opens on %(moment)s", moment=format_moment(poll.opens_at)), "info"),
        Standing.OPEN: (_("Open until %(moment)s", moment=format_moment(poll.closes_at)), "now"),
        Standing.COUNTING: (_("Closed, we are counting"), "now"),
        Standing.DEFINITIVE: (_("The result is definitive"), "ok"),
        Standing.ANNULLED: (_("Invalid") if poll.is_public else _("Dropped"), "error"),
    }
    return words[poll.standing]


def outcome(option: PollOption) -> tuple[str, str]:
    """(words, kind of badge) of what came of an option when the result was established."""
    question = option.question
    poll = question.poll
    if option.is_chosen:
        return (_("In the advice") if poll.moves else _("Chosen")), "ok"
    if option.is_chosen is False:
        return (_("Not in the advice") if poll.moves else _("Not chosen")), "neutral"
    undecided = {"rejected": _("There are objections"), "tie": _("A tie: no decision")}
    return undecided.get(question.outcome, _("No decision")), "warn"


def shows_numbers(question: PollQuestion) -> bool:
    """Whether everybody may see the established counts."""
    cast: int = question.result.get("cast", 0)
    return cast >= LEAST


def numbers(option: PollOption) -> str:
    """The established counts of an option in words: "14 for, 7 against, 3 blank"; nothing where they say nothing."""
    question = option.question
    kind, counts = question.poll.kind, question.counts
    if kind in MATTERS:
        return matter_numbers(kind, counts)
    unit = BY_KIND[kind].unit
    return f"{unit}: {counts[option.key]}" if unit is not None and option.key in counts else ""


def matter_numbers(kind: str, counts: Any) -> str:
    """The counts of a matter in words."""
    if kind == "consent":
        return str(_("%(consent)s consent, %(concern)s consent with a concern, %(objection)s object", **counts))
    return str(_("%(yes)s for, %(no)s against, %(abstain)s blank", **counts))


def said(question: PollQuestion, choice: Any) -> list[str]:
    """What a ballot says, in words, a line for each thing."""
    ballot, names = BY_KIND[question.poll.kind].ballot, {each.key: each.name for each in question.options}
    if ballot == ONE_OF:
        return [str(CHOICES[Choice(choice)])]
    lines: list[str] = []
    if ballot == TICKS:
        lines = [names[key] for key in names if key in choice]
    elif ballot == POINTS:
        lines = [f"{names[key]}: {choice[key]}" for key in names if choice.get(key)]
    elif ballot == RANKS:
        lines = [f"{n}. {_and(names[key] for key in place)}" for n, place in enumerate(choice, 1)]
    return lines or [str(_("nothing: it counts as having voted"))]


def _and(names: Any) -> str:
    return str(_(" and ")).join(names)
