"""The bureau: what is under study and what is missing; opening, dates, asking assessors, criteria."""

from flask import Response, request
from flask_babel import gettext as _

from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Form
from regiodialoog.core.i18n import phrase
from regiodialoog.core.policy import authorize, current_actor
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.feasibility import study_labels as labels
from regiodialoog.feasibility import study_policy as policy
from regiodialoog.feasibility import study_shapes as shapes
from regiodialoog.feasibility.actions import study as actions
from regiodialoog.feasibility.forms.study import AssignForm, CriterionForm, DateForm, HandBackForm, OpenForm
from regiodialoog.feasibility.models.study import Finding, MunicipalView
from regiodialoog.feasibility.queries import study as queries
from regiodialoog.feasibility.views.study_blueprint import KEY, MANAGE, bp

PARTS: dict[str, type[Finding] | type[MunicipalView]] = {"toets": Finding, "gemeente": MunicipalView}


@bp.get(MANAGE)
def manage() -> Response:
    authorize(policy.may_lead)
    studies = queries.all_studies()
    ids = [row.id for row in studies]
    findings, views = queries.parts_of(Finding, ids), queries.parts_of(MunicipalView, ids)
    verdicts = queries.last_verdicts(ids)
    rows = [(row, verdicts.get(row.id), shapes.missing(row.id, findings, views)) for row in studies]
    return page(
        "feasibility/study_manage.html", rows=rows, criteria=queries.criteria(), waiting=len(queries.to_study()),
        labels=labels,
    )  # fmt: skip


@bp.route(f"{MANAGE}/openen", methods=["GET", "POST"])
def open_studies() -> Response:
    authorize(policy.may_lead)
    rows = queries.to_study()
    if not rows:
        return page("feasibility/study_none.html", status=409 if request.method == "POST" else 200)
    form = OpenForm(rows)
    if form.sent():
        given = form.values()
        chosen = given["proposals"]
        for fictitious in (False, True):
            some = [row for row in chosen if row.fictitious is fictitious]
            actions.open_studies(some, promised_on=given["promised_on"], fictitious=fictitious)
        return go_to("studies.manage", notice=_("The studies have begun. Everybody sees the promised day."))
    return page("feasibility/study_form.html", form=form, title=_("Begin studies"), kicker="", key="study-open")


@bp.get(f"{MANAGE}/<int(max=2147483647):number>")
def lead(number: int) -> Response:
    found = queries.study(number)
    authorize(policy.may_lead, found)
    findings = queries.parts_of(Finding, [found.id]).get(found.id, [])
    views = queries.parts_of(MunicipalView, [found.id]).get(found.id, [])
    return page(
        "feasibility/study_lead.html", study=found, verdict=queries.last_verdict(found.id), labels=labels,
        parts=[("toets", part) for part in findings] + [("gemeente", part) for part in views],
        closed=queries.is_closed(found.id), promises=queries.promises(found.id),
    )  # fmt: skip


@bp.route(f"{MANAGE}/<int(max=2147483647):number>/datum", methods=["GET", "POST"])
def move_date(number: int) -> Response:
    found = queries.study(number)
    authorize(policy.may_lead, found)
    form = DateForm(obj=found)
    if form.sent():
        actions.move_date(found, **form.values())
        return go_to("studies.lead", number=number, notice=_("The promised day was moved. Everybody sees it, and why."))
    return _form(form, _("Move the promised day"), found.proposal.title, f"study-date-{number}")


@bp.route(f"{MANAGE}/<any(toets,gemeente):kind>/{KEY}/vragen", methods=["GET", "POST"])
def assign(kind: str, key: int) -> Response:
    found = _part(kind, key)
    authorize(policy.may_lead, found)
    form = AssignForm(obj=found)
    if form.sent():
        actions.assign_part(found, form.person, by=current_actor().person_id or 0)
        return go_to("studies.lead", number=found.study.proposal.number, notice=_("It has been saved."))
    title = phrase(_("Who judges %(part)s?"), part=labels.part_name(found))
    return _form(form, title, found.study.proposal.title, f"study-assign-{kind}-{key}")


@bp.route(f"{MANAGE}/<any(toets,gemeente):kind>/{KEY}/terug", methods=["GET", "POST"])
def hand_back(kind: str, key: int) -> Response:
    found = _part(kind, key)
    authorize(policy.may_lead, found)
    form = HandBackForm(obj=found)
    if form.sent():
        actions.hand_back(found, **form.values())
        return go_to(
            "studies.lead", number=found.study.proposal.number, notice=_("It was handed back to who wrote it.")
        )
    title = phrase(_("Hand back: %(part)s"), part=labels.part_name(found))
    return _form(form, title, found.study.proposal.title, f"study-back-{kind}-{key}")


@bp.route(f"{MANAGE}/criteria/nieuw", methods=["GET", "POST"])
def new_criterion() -> Response:
    authorize(policy.may_lead)
    form = CriterionForm()
    if form.sent():
        given = form.values()
        del given["position"]
        actions.add_criterion(**given)
        return go_to("studies.manage", notice=_("It has been added."))
    return _form(form, _("Add a criterion"), "", "study-criterion")


@bp.route(f"{MANAGE}/criteria/<slug>", methods=["GET", "POST"])
def edit_criterion(slug: str) -> Response:
    found = queries.criterion(slug)
    authorize(policy.may_lead, found)
    form = CriterionForm(obj=found)
    if form.sent():
        actions.change_criterion(found, **form.values())
        return go_to("studies.manage", notice=_("%(name)s has been saved.", name=found.name))
    return _form(form, _("Edit a criterion"), found.name, f"study-criterion-{slug}")


def _part(kind: str, key: int) -> Finding | MunicipalView:
    if kind not in PARTS:
        raise NotFound
    return queries.part(Finding, key) if kind == "toets" else queries.part(MunicipalView, key)


def _form(form: Form, title: str, kicker: str, key: str) -> Response:
    return page("feasibility/study_form.html", form=form, title=title, kicker=kicker, key=key)
