"""The worklist of assessors and regional contacts, and writing one part of a study."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.core.errors import Conflict
from regiodialoog.core.policy import Actor, Role, authorize, current_actor, holds
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.feasibility import study_labels as labels
from regiodialoog.feasibility import study_policy as policy
from regiodialoog.feasibility.actions import study as actions
from regiodialoog.feasibility.forms.study import PartForm
from regiodialoog.feasibility.models.study import Finding, MunicipalView
from regiodialoog.feasibility.queries import study as queries
from regiodialoog.feasibility.views.study_blueprint import KEY, bp


def worklist(actor: Actor) -> tuple[list[Finding], list[MunicipalView]]:
    """What this person can write now."""
    if actor.person_id is None:
        return [], []
    places = {
        grant.scope_id
        for grant in actor.grants
        if grant.role is Role.MUNICIPALITY_OFFICER and grant.scope_id is not None
    }
    if not holds(actor, Role.MUNICIPALITY_OFFICER):
        places = set()
    findings = queries.findings_for(actor.person_id) if holds(actor, Role.ASSESSOR) else []
    return list(findings), list(queries.views_for(actor.person_id, places))


@bp.get("/mijn/haalbaarheid")
def work() -> Response:
    authorize(policy.may_work)
    findings, views = worklist(current_actor())
    return page("feasibility/study_work.html", findings=findings, views=views, labels=labels)


@bp.route(f"/mijn/haalbaarheid/toets/{KEY}", methods=["GET", "POST"])
def write_finding(key: int) -> Response:
    found = queries.part(Finding, key)
    authorize(policy.may_write_finding, found)
    return _write(found)


@bp.route(f"/mijn/haalbaarheid/gemeente/{KEY}", methods=["GET", "POST"])
def write_view(key: int) -> Response:
    found = queries.part(MunicipalView, key)
    authorize(policy.may_write_view, found)
    return _write(found)


def _write(found: Finding | MunicipalView) -> Response:
    if found.is_handed_in or queries.is_closed(found.study_id):
        raise Conflict(_("This was handed in, or the verdict has been announced. It can no longer be changed."))
    form = PartForm(found)
    if form.sent():
        if form.ready.data:
            actions.hand_in(found, **form.values())
            return go_to("studies.work", notice=_("It has been handed in. Thank you."))
        actions.save_part(found, **form.values())
        return go_to("studies.work", notice=_("Your draft has been saved. Only you and who writes it with you see it."))
    return page("feasibility/study_write.html", form=form, part=found, labels=labels)
