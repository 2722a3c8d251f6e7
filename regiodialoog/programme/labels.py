"""The closed words and numbers of the programme as people read them."""

from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from regiodialoog.adoption.labels import marked
from regiodialoog.agenda.labels import number
from regiodialoog.core.i18n import content
from regiodialoog.programme.models import Bound, ChallengeFigure, ChallengeGoal, PartyRole, Project, ProjectState

BOUNDS = {Bound.LESS_THAN: _l("less than"), Bound.AT_LEAST: _l("at least")}
ROLES = {
    PartyRole.COMMISSIONER: _l("Commissioner"),
    PartyRole.PARTNER: _l("Partner"),
    PartyRole.SUPPORTER: _l("Gave a statement of support"),
    PartyRole.SENDER: _l("Speaks to the State for all"),
    PartyRole.MENTIONED: _l("Mentioned"),
    PartyRole.TAKES_PART: _l("Takes part in this activity"),
}

PROJECT_STATES = {
    ProjectState.NOT_BEGUN: _l("Not begun yet"),
    ProjectState.RUNNING: _l("Runs"),
    ProjectState.DELAYED: _l("Delayed"),
    ProjectState.DONE: _l("Done"),
    ProjectState.STOPPED: _l("Stopped"),
}
PROJECT_BADGES = {
    ProjectState.NOT_BEGUN: "line",
    ProjectState.RUNNING: "info",
    ProjectState.DELAYED: "warn",
    ProjectState.DONE: "ok",
    ProjectState.STOPPED: "neutral",
}
"""Kind of the badge."""


def amount(value: Decimal, unit: str, bound: Bound | None = None) -> str:
    """ "minder dan 20 procent"."""
    words = Markup("{} {}").format(number(value), content(unit)) if unit else number(value)
    return Markup("{} {}").format(BOUNDS[bound], words) if bound is not None else words


def figure(row: ChallengeFigure) -> str:
    return amount(row.value, row.unit, row.bound)


def target(goal: ChallengeGoal) -> str:
    """ "27.000 woningen in 2030"; empty for a goal without a number."""
    if goal.target is None:
        return str(_("in %(year)s", year=goal.year)) if goal.year else ""
    words = amount(goal.target, goal.unit)
    if goal.second_target is not None:
        second = amount(goal.second_target, goal.second_unit)
        words = escape(_("%(first)s, which is %(second)s")) % {"first": words, "second": second}
    return escape(_("%(amount)s in %(year)s")) % {"amount": words, "year": goal.year} if goal.year else words


def current(goal: ChallengeGoal) -> str:
    """What is reached now: "minder dan 20 procent van het RES-bod"; empty when nobody knows."""
    return "" if goal.current_value is None else amount(goal.current_value, goal.current_unit, goal.current_bound)


def project_name(project: Project) -> str:
    return marked(project.title, fictitious=project.fictitious)
