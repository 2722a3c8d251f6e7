"""The closed words of polls as people read them, and rules and outcomes in sentences."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.core.i18n import format_moment
from regiodialoog.engines.tally import LEAST
from regiodialoog.polls.models import Choice, Poll, PollProposal, Standing

CHOICES = {Choice.FOR: _l("For"), Choice.AGAINST: _l("Against"), Choice.BLANK: _l("Blank")}
CHOICE_HINTS = {
    Choice.FOR: _l("I want this in our advice."),
    Choice.AGAINST: _l("I do not want this in our advice."),
    Choice.BLANK: _l("I do not choose. It counts as having voted."),
}
PARTS = (("yes", CHOICES[Choice.FOR], "for"), ("no", CHOICES[Choice.AGAINST], "against"),
         ("abstain", CHOICES[Choice.BLANK], "blank"))  # fmt: skip
OUTCOMES = {
    "accepted": _l("In the advice"),
    "rejected": _l("Not in the advice"),
    "no-decision": _l("No decision"),
}
OUTCOME_BADGES = {"accepted": "ok", "rejected": "neutral", "no-decision": "warn"}
THRESHOLDS = {"1/2": _l("more than half"), "2/3": _l("at least two thirds"), "3/4": _l("at least three quarters")}
BASES = {"cast": _l("of the votes for and against"), "roll": _l("of everybody who may vote")}
SHARES = {
    "": _l("no such rule"),
    "1/3": _l("a third"),
    "1/2": _l("half"),
    "2/3": _l("two thirds"),
    "3/4": _l("three quarters"),
}
DIMENSIONS = {"interest": _l("interest"), "municipality": _l("municipality")}


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


def rule_sentences(rule: Mapping[str, Any]) -> list[str]:
    """The rule of a poll, before anybody voted, in sentences."""
    said = [
        _(
            "A proposal gets into the advice when %(share)s %(base)s is for it.",
            share=_share(rule.get("threshold", "1/2")), base=str(BASES[rule.get("base", "cast")]),
        )
    ]  # fmt: skip
    if rule.get("base", "cast") == "cast":
        said.append(_("Blank counts as having voted, not as for or against."))
    else:
        said.append(_("Whoever does not vote, or votes blank, is not for it."))
    said.append(_("As many for as against is not enough."))
    if rule.get("quorum"):
        share = str(SHARES.get(rule["quorum"], rule["quorum"]))
        said.append(_("At least %(share)s of everybody who may vote has to vote. Otherwise there is no decision.",
                      share=share))  # fmt: skip
    if rule.get("support"):
        said.append(_support(rule["support"]))
    return said


def _share(threshold: str) -> str:
    return str(THRESHOLDS.get(threshold, threshold))


def _support(support: Mapping[str, Any]) -> str:
    need, by = support["need"], support["by"]
    if need == "none-against":
        if by == "interest":
            return str(_("And there may be no interest of which more people are against than for."))
        return str(_("And there may be no municipality of which more people are against than for."))
    if by == "interest":
        return str(_("And of at least %(need)s interests more people have to be for than against.", need=need))
    return str(_("And of at least %(need)s municipalities more people have to be for than against.", need=need))


def shows_numbers(row: PollProposal) -> bool:
    """Whether everybody may see the established counts."""
    return row.for_count + row.against_count + row.blank_count >= LEAST


def numbers(row: PollProposal) -> str:
    """The established counts in words: "14 for, 7 against, 3 blank"."""
    return str(
        _("%(yes)s for, %(no)s against, %(abstain)s blank", yes=row.for_count, no=row.against_count,
          abstain=row.blank_count)
    )  # fmt: skip
