"""The day list of moderators, and what they decide: only in their own themes."""

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.core import clock
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import Role, authorize, current_actor, holds
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.proposals import actions, labels, policy, queries
from regiodialoog.proposals.forms import CurationForm, JudgeForm, ReasonForm
from regiodialoog.proposals.models import Ground, Proposal
from regiodialoog.proposals.views import shapes
from regiodialoog.proposals.views.blueprint import KEY, LARGEST, NUMBER, bp

MOST = 50


@bp.route("/moderatie", methods=["GET", "POST"])
def moderation() -> Response:
    """What waits, oldest first; several proposals can be admitted at once."""
    authorize(policy.may_open_moderation)
    actor = current_actor()
    themes = policy.moderated_themes(actor)
    form = Confirm()
    if form.sent():
        rows = [row for row in queries.to_admit(_ticked(), themes) if policy.may_curate(actor, row)]
        for row in rows:
            actions.admit(row, by=actor.person_id)
        return go_to("proposals.moderation", notice=_told(len(rows)))
    everywhere = None if holds(actor, Role.BUREAU) else themes
    waiting = queries.day_list(themes, person_id=actor.person_id, second_opinions_in=everywhere)
    return page(
        "proposals/moderation.html", form=form, waiting=waiting, labels=labels, shapes=shapes, now=clock.now(),
        moderates=bool(themes),
    )  # fmt: skip


def _ticked() -> list[int]:
    given = request.form.getlist("voorstel")[:MOST]
    return [
        int(each) for each in given if each.isascii() and each.isdigit() and len(each) < 10 and int(each) <= LARGEST
    ]


def _told(count: int) -> str:
    if not count:
        return str(_("Nothing was ticked, so nothing was changed."))
    return str(ngettext("%(num)s proposal is in order.", "%(num)s proposals are in order.", count))


@bp.route(f"/moderatie/voorstellen/{NUMBER}", methods=["GET", "POST"])
def curate(number: int) -> Response:
    proposal = queries.proposal(number)
    authorize(policy.may_curate, proposal)
    question = queries.open_question(proposal.id)
    form = CurationForm(obj=proposal, asked=question is not None)
    if form.sent():
        return go_to("proposals.moderation", notice=_decide(proposal, form))
    return page(
        "proposals/curate.html", form=form, proposal=proposal, labels=labels, url=shapes.url_of(proposal),
        question=question, questions=queries.questions(proposal.id),
        versions=shapes.versions(queries.revisions(proposal.id)),
        curations=queries.curations(proposal.id),
    )  # fmt: skip


def _decide(proposal: Proposal, form: CurationForm) -> str:
    by = current_actor().person_id
    if form.decision.data == "admit":
        actions.admit(proposal, by=by)
        return str(_("Proposal %(number)s is in order.", number=proposal.number))
    if form.decision.data == "ask":
        actions.ask_question(proposal, form.question.data or "", by=by)
        return str(_("Your question about proposal %(number)s has been sent.", number=proposal.number))
    ground = Ground(form.ground.data)
    actions.refuse(proposal, ground, reason=form.reason.data or "", by=by, duplicate_of=form.duplicate)
    return str(_("Proposal %(number)s has not been admitted. The author was told why.", number=proposal.number))


@bp.route(f"/moderatie/voorstellen/{NUMBER}/tweede-oordeel", methods=["GET", "POST"])
def second_opinion(number: int) -> Response:
    proposal = queries.proposal(number)
    authorize(policy.may_open_moderation)
    curation = queries.last_curation(proposal.id)
    if curation is None or not curation.waits_for_second:
        raise NotFound
    authorize(policy.may_give_second_opinion, (proposal, curation))
    form = JudgeForm()
    if form.sent():
        actions.give_second_opinion(proposal, curation, by=current_actor().person_id, **form.values())
        return go_to("proposals.moderation", notice=_("The second opinion has been given, and the author told."))
    url = shapes.url_of(proposal)
    return page("proposals/judge.html", form=form, proposal=proposal, curation=curation, labels=labels, url=url)


@bp.route(f"/moderatie/voorstellen/{NUMBER}/argumenten", methods=["GET", "POST"])
def look_at(number: int) -> Response:
    """Every argument of a proposal, the reported ones first; one button lets the rest stay."""
    proposal = queries.proposal(number)
    authorize(policy.may_moderate, proposal.theme_id)
    form = Confirm()
    if form.sent():
        actions.look_at_arguments(proposal)
        return go_to("proposals.moderation", notice=_("The arguments have been looked at."))
    return page(
        "proposals/look_at.html", form=form, proposal=proposal, labels=labels, url=shapes.url_of(proposal),
        threads=queries.threads(proposal.id), reports=queries.open_reports(proposal.id), see_names=True,
    )  # fmt: skip


@bp.route(f"/moderatie/argumenten/{KEY}/verbergen", methods=["GET", "POST"])
def hide_argument(key: int) -> Response:
    argument = queries.argument(key)
    authorize(policy.may_moderate, argument.proposal.theme_id)
    form = ReasonForm()
    if form.sent():
        actions.hide_argument(argument, by=current_actor().person_id, **form.values())
        return go_to("proposals.moderation", notice=_("The argument has been hidden."))
    proposal = argument.proposal
    about = {"title": _("Hide this argument"), "button": _("Hide"), "note": argument.text, "labels": labels}
    return page("proposals/form.html", form=form, proposal=proposal, url=shapes.url_of(proposal), **about)
