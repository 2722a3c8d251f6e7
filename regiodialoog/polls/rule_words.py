"""The rule of a poll in sentences, before anybody voted."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from regiodialoog.core.i18n import format_euros
from regiodialoog.polls.ways import BY_KIND

THRESHOLDS = {"1/2": _l("more than half"), "2/3": _l("at least two thirds"), "3/4": _l("at least three quarters")}
BASES = {"cast": _l("of the votes for and against"), "roll": _l("of everybody who may vote")}
SHARES = {
    "": _l("no such rule"),
    "1/3": _l("a third"),
    "1/2": _l("half"),
    "2/3": _l("two thirds"),
    "3/4": _l("three quarters"),
}
COMPLETIONS = {
    "until-over-budget": _l("everybody's share grows by one euro until the budget would be exceeded; what was chosen"
                            " just before that counts"),
    "first-exhaustive": _l("everybody's share grows by one euro until nothing more fits in the budget"),
    "none": _l("what is left stays unspent"),
}  # fmt: skip


def rule_sentences(rule: Mapping[str, Any], *, moves: bool = True) -> list[str]:
    """How the votes of a poll are counted and what that decides; ``moves``: whether that is about the advice."""
    kind = rule["kind"]
    if kind == "yes-no":
        said = _yes_no(rule, moves=moves)
    else:
        said = _OF_KINDS[kind](rule) if kind in _OF_KINDS else [str(BY_KIND[kind].says), *_seats(rule)]
    if rule.get("quorum") or rule.get("min_response"):
        share = rule.get("quorum") or rule["min_response"]
        said.append(_("At least %(share)s of everybody who may vote has to vote. Otherwise there is no decision.",
                      share=str(SHARES.get(share, share))))  # fmt: skip
    if rule.get("support"):
        said.append(_support(rule["support"]))
    if kind not in ("yes-no", "consent"):
        said.append(
            _("When it is a tie, nobody decides in silence: the result says so, and the group decides what next.")
        )
    return [str(each) for each in said]


def _yes_no(rule: Mapping[str, Any], *, moves: bool) -> list[str]:
    threshold = rule.get("threshold", "1/2")
    words = {"share": str(THRESHOLDS.get(threshold, threshold)), "base": str(BASES[rule.get("base", "cast")])}
    passes = _("It passes when %(share)s %(base)s is for it.", **words)
    if moves:
        passes = _("A proposal gets into the advice when %(share)s %(base)s is for it.", **words)
    said = [passes]
    if rule.get("base", "cast") == "cast":
        said.append(_("Blank counts as having voted, not as for or against."))
    else:
        said.append(_("Whoever does not vote, or votes blank, is not for it."))
    return [*said, _("As many for as against is not enough.")]


def _consent(_rule: Mapping[str, Any]) -> list[str]:
    return [
        _("A proposal passes when nobody objects. Concerns are written down beside it."),
        _("With one objection it does not pass: the group talks about it once more. Whoever objects says why."),
        _("Saying nothing is not consenting."),
    ]


def _dots(rule: Mapping[str, Any]) -> list[str]:
    points, most = rule["points"], rule.get("per_option", rule["points"])
    return [
        ngettext("Everybody has %(num)s dot.", "Everybody has %(num)s dots.", points),
        ngettext("At most %(num)s on one option.", "At most %(num)s on one option.", most),
        *_seats(rule),
    ]


def _score(rule: Mapping[str, Any]) -> list[str]:
    most = _("Everybody gives each option 0 to %(most)s points. No points is 0.", most=rule["max"])
    return [most, *_seats(rule)]


def _seats(rule: Mapping[str, Any]) -> list[str]:
    chosen = ngettext("One option is chosen.", "%(num)s options are chosen.", rule.get("seats", 1))
    return [str(chosen)]


def _equal_shares(rule: Mapping[str, Any]) -> list[str]:
    completion = COMPLETIONS[rule.get("completion", "until-over-budget")]
    return [
        _("There are %(euros)s to divide. Everybody who votes gets an equal share of it.",
          euros=format_euros(rule["budget"])),
        _("An option is chosen when those who ticked it can pay for it together from their shares. The option for which"
          " each of them pays least comes first."),
        _("What is left then: %(how)s.", how=str(completion)),
    ]  # fmt: skip


def _support(support: Mapping[str, Any]) -> str:
    need, by = support["need"], support["by"]
    if need == "none-against":
        if by == "interest":
            return str(_("And there may be no interest of which more people are against than for."))
        return str(_("And there may be no municipality of which more people are against than for."))
    if by == "interest":
        return str(_("And of at least %(need)s interests more people have to be for than against.", need=need))
    return str(_("And of at least %(need)s municipalities more people have to be for than against.", need=need))


_OF_KINDS = {
    "consent": _consent,
    "dots": _dots,
    "score": _score,
    "equal-shares": _equal_shares,
}
