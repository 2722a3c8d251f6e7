"""The closed words of moments and decisions in words for people."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.adoption.models import (
    DecidesAs,
    DecisionMoment,
    DecisionOutcome,
    KindOrigin,
    MomentState,
    Outcome,
)

STATES = {
    MomentState.UNKNOWN: _l("Not known whether it took place"),
    MomentState.EXPECTED: _l("Expected"),
    MomentState.PLANNED: _l("Planned"),
    MomentState.HELD: _l("Has been"),
}
STATE_BADGES = {
    MomentState.UNKNOWN: ("line", "question"),
    MomentState.EXPECTED: ("neutral", "clock"),
    MomentState.PLANNED: ("info", "calendar"),
    MomentState.HELD: ("ok", "ok"),
}
"""Kind and icon of the badge."""
OUTCOMES = {
    Outcome.ESTABLISHED: _l("Established"),
    Outcome.PASSED_ON: _l("Passed on"),
    Outcome.RETURNED: _l("Handed back"),
    Outcome.NOTED: _l("Taken note of"),
    Outcome.TO_COUNCIL: _l("To the council"),
    Outcome.AMENDED: _l("Amended"),
    Outcome.ADJOURNED: _l("Adjourned"),
    Outcome.REJECTED: _l("Rejected"),
    Outcome.VIEW_GIVEN: _l("View given"),
}
DECIDES_AS = {
    DecidesAs.NOTHING: _l("It has no outcome"),
    DecidesAs.POLITICAL_MEETING: _l("Political meeting: established, passed on or handed back"),
    DecidesAs.COLLEGE: _l("College: established, taken note of or to the council"),
    DecidesAs.COUNCIL: _l("Council: established, amended, adjourned, rejected, taken note of or a view"),
}
ORIGINS = {
    KindOrigin.LEGEND: _l("Legend of the timelines"),
    KindOrigin.CONTROL_LEGEND: _l("Legend of planning and control"),
    KindOrigin.TEXT: _l("Running text"),
    KindOrigin.BUREAU: _l("Added by the bureau"),
}
DECISIONS = {
    DecisionOutcome.JOINS: _l("joins"),
    DecisionOutcome.JOINS_WITH_CHANGE: _l("joins, with a change"),
    DecisionOutcome.POSTPONED: _l("postponed"),
    DecisionOutcome.DOES_NOT_JOIN: _l("does not join"),
}
DECISION_BADGES = {
    DecisionOutcome.JOINS: "ok",
    DecisionOutcome.JOINS_WITH_CHANGE: "ok",
    DecisionOutcome.POSTPONED: "now",
    DecisionOutcome.DOES_NOT_JOIN: "neutral",
}


def is_overdue(moment: DecisionMoment, today: date) -> bool:
    """Planned or expected, while the last day that it may mean has gone by: we do not know what became of it."""
    if moment.state not in (MomentState.PLANNED, MomentState.EXPECTED) or moment.when is None:
        return False
    return moment.when.end is not None and moment.when.end < today


def marked(title: str, *, fictitious: bool) -> str:
    """A title for where no badge can stand beside it; what is invented says so."""
    return str(_("%(title)s (fictitious)", title=title)) if fictitious else title
