"""The room of the bureau: what can be offered, the rule of the region, and what is late."""

from flask import Response
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.agenda import queries as agenda
from regiodialoog.agenda.models import AgendaTheme
from regiodialoog.core.errors import Conflict
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.core.web.site import is_invented
from regiodialoog.feasibility import actions, labels, policy, queries
from regiodialoog.feasibility.forms import DirectForm, PromoteForm, RuleForm
from regiodialoog.feasibility.models import RuleKind
from regiodialoog.feasibility.views.blueprint import OFFER, bp


@bp.get("/beheer/plaatsing")
def manage_placement() -> Response:
    authorize(policy.may_promote)
    rules = queries.rules()
    return page(
        "feasibility/placement_manage.html", offerable=queries.offerable(), rules=rules,
        rule=rules[0] if rules else None, labels=labels,
    )  # fmt: skip


@bp.route("/beheer/plaatsing/regel", methods=["GET", "POST"])
def set_placement_rule() -> Response:
    authorize(policy.may_promote)
    form = RuleForm()
    if form.sent():
        actions.set_rule(fictitious=is_invented(), **form.values())
        return go_to("feasibility.manage_placement", notice=_("The rule counts for offers from now on."))
    return page("feasibility/placement_rule.html", form=form, rule=queries.current_rule(), labels=labels)


@bp.route("/beheer/plaatsing/aanbieden", methods=["GET", "POST"])
def promote() -> Response:
    """One proposal or many at once, for one theme of the agenda."""
    authorize(policy.may_promote)
    rule = queries.current_rule()
    if rule is None:
        raise Conflict(_("First set the rule that says when a proposal counts as placed."))
    proposals = queries.offerable()
    form = PromoteForm(proposals, _agenda_themes())
    if form.sent():
        made = actions.promote(fictitious=is_invented(), **form.values())
        notice = ngettext(
            "%(num)s proposal was offered to its councils.", "%(num)s proposals were offered to their councils.",
            len(made),
        )  # fmt: skip
        return go_to("feasibility.placements", notice=notice)
    return page("feasibility/placement_promote.html", form=form, proposals=proposals, rule=rule, labels=labels)


@bp.route(f"{OFFER}/oordeel", methods=["GET", "POST"])
def say_directly(number: int) -> Response:
    """Under the rule that the bureau says it."""
    offer = queries.offer(number)
    authorize(policy.may_promote, offer)
    if offer.rule_kind is not RuleKind.BUREAU:
        raise Conflict(_("For this proposal the councils say it, by the rule that it was offered under."))
    form = DirectForm(offer)
    if form.sent():
        actions.say_directly(offer, fictitious=is_invented(), **form.values())
        return go_to("feasibility.offer", number=number, notice=_("It has been written down."))
    title = _("Does this proposal count as placed?")
    return page("feasibility/placement_form.html", form=form, title=title, offer=offer, key=f"direct-{number}")


def _agenda_themes() -> list[AgendaTheme]:
    """What can still be chosen: the themes of the current agenda that have not come off it."""
    found = agenda.find_agenda()
    return [] if found is None else list(agenda.themes(found.id))
