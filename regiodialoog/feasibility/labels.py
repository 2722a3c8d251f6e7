"""The closed words of placement in words for people, and counts in sentences."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from regiodialoog.feasibility.models import Count, Offer, PlacementState, RuleKind, Standing

S = PlacementState
STATES = {
    S.OFFERED: _l("Offered"),
    S.COLLEGE_ADVICE: _l("Advice of the college"),
    S.PLACED: _l("Placed"),
    S.PLACED_WITH_REMARK: _l("Placed with a remark"),
    S.NOT_PLACED: _l("Not placed"),
    S.DOES_NOT_JOIN: _l("Does not join"),
}
STATE_BADGES = {
    S.OFFERED: ("line", "clock"),
    S.COLLEGE_ADVICE: ("info", "chat"),
    S.PLACED: ("ok", "ok"),
    S.PLACED_WITH_REMARK: ("ok", "edit"),
    S.NOT_PLACED: ("neutral", "close"),
    S.DOES_NOT_JOIN: ("neutral", "minus"),
}
"""Kind and icon of the badge."""
TOOK_BACK = _l("Taken back")
RULES = {
    RuleKind.EACH: _l("Each council for itself: it counts as placed once one council places it"),
    RuleKind.ALL: _l("All participating councils place it"),
    RuleKind.NUMBER: _l("At least a number of the participating councils place it"),
    RuleKind.BUREAU: _l("The bureau says so directly"),
}
STANDINGS = {
    Standing.WAITING: _l("Waiting for councils"),
    Standing.PLACED: _l("Counts as placed"),
    Standing.NOT_PLACED: _l("Does not count as placed"),
    Standing.CANNOT: _l("Can no longer count as placed"),
}
STANDING_BADGES = {
    Standing.WAITING: ("now", "clock"),
    Standing.PLACED: ("ok", "ok"),
    Standing.NOT_PLACED: ("neutral", "close"),
    Standing.CANNOT: ("neutral", "close"),
}


def rule_of(kind: RuleKind, number: int | None) -> str:
    """The rule in one sentence, with its number."""
    if kind is RuleKind.NUMBER:
        said: str = ngettext(
            "At least %(num)s participating council places it", "At least %(num)s participating councils place it",
            number or 0,
        )  # fmt: skip
        return said
    return str(RULES[kind])


def counted(count: Count) -> str:
    """ "Placed by 5 of the 7 participating councils, 2 to go"."""
    said = ngettext(
        "Placed by %(placed)s of the %(num)s participating council",
        "Placed by %(placed)s of the %(num)s participating councils",
        count.total, placed=count.placed,
    )  # fmt: skip
    if count.standing is Standing.WAITING and count.to_go:
        return str(_("%(said)s, %(count)s to go", said=said, count=count.to_go))
    return str(said)


def standing_of(offer: Offer) -> str:
    return standing_under(offer.rule_kind, offer.standing)


def standing_under(kind: RuleKind, standing: Standing) -> str:
    if standing is Standing.WAITING and kind is RuleKind.BUREAU:
        return str(_("Waiting for the bureau"))
    return str(STANDINGS[standing])
