"""What a college advised and a council answered: written down by its own people or the bureau; the clerk confirms."""

from typing import Any

from flask import Response
from flask_babel import gettext as _

from regiodialoog.core.errors import Conflict
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.core.web.site import is_invented
from regiodialoog.feasibility import actions, labels, policy, queries
from regiodialoog.feasibility.forms import AdviceForm, AnswerForm, CorrectAdviceForm, CorrectAnswerForm
from regiodialoog.feasibility.models import WORKFLOW, PlacementState
from regiodialoog.feasibility.views.blueprint import KEY, OFFER, bp

STEPS: dict[str, Any] = {"collegeadvies": AdviceForm, "antwoord": AnswerForm}


@bp.route(f"{OFFER}/<municipality>/<any({','.join(STEPS)}):step>", methods=["GET", "POST"])
def record_placement(number: int, municipality: str, step: str) -> Response:
    placement = queries.placement(number, municipality)
    authorize(policy.may_record_placement, placement)
    advises = step == "collegeadvies"
    wanted = PlacementState.COLLEGE_ADVICE if advises else PlacementState.PLACED
    if not WORKFLOW.allows(placement.state, wanted):
        raise Conflict(_("This was written down already. Correct it if it is wrong."))
    form = STEPS[step](placement.offer)
    if form.sent():
        record = actions.record_advice if advises else actions.record_answer
        record(placement, fictitious=is_invented(), **form.values())
        return _done(number, municipality, _("It has been written down."))
    name = placement.municipality.name
    title = (
        _("What does the college of %(municipality)s advise?", municipality=name)
        if advises
        else _("What did the council of %(municipality)s answer?", municipality=name)
    )
    return _form(form, title, placement.offer, f"{number}-{municipality}-{step}")


@bp.route(f"/plaatsing/regels/{KEY}/verbeteren", methods=["GET", "POST"])
def correct_placement(key: int) -> Response:
    wrong = queries.entry(key)
    placement = wrong.placement
    authorize(policy.may_record_placement, placement)
    if wrong not in placement.counting:
        raise Conflict(_("This was corrected already. Correct the newest one."))
    kind = CorrectAnswerForm if wrong.is_answer else CorrectAdviceForm
    form = kind(placement.offer, corrects=wrong)
    if form.sent():
        actions.correct_entry(wrong, fictitious=wrong.fictitious or is_invented(), **form.values())
        notice = _("The correction stands beside what was there.")
        return _done(placement.offer.proposal.number, placement.municipality.slug, notice)
    title = _("Correct what stands here of %(municipality)s", municipality=placement.municipality.name)
    return _form(form, title, placement.offer, f"correct-{key}")


@bp.route(f"/plaatsing/regels/{KEY}/bevestigen", methods=["GET", "POST"])
def confirm_placement(key: int) -> Response:
    entry = queries.entry(key)
    authorize(policy.may_confirm_placement, entry)
    form, placement = Confirm(), entry.placement
    if form.sent():
        actions.confirm_answer(entry)
        notice = _("You have confirmed the answer.")
        return _done(placement.offer.proposal.number, placement.municipality.slug, notice)
    return page("feasibility/placement_confirm.html", form=form, entry=entry, offer=placement.offer, labels=labels)


def _form(form: Any, title: str, offer: Any, key: str) -> Response:
    return page("feasibility/placement_form.html", form=form, title=title, offer=offer, key=key)


def _done(number: int, municipality: str, notice: str) -> Response:
    return go_to("feasibility.offer", number=number, anchor=municipality, notice=notice)
