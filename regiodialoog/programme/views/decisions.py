"""What each municipality decided about an opgave or a project: recorded by its own people, and by nobody else."""

from collections.abc import Callable, Collection, Sequence

from flask import Response
from flask_babel import gettext as _

from regiodialoog.adoption import actions, labels, queries
from regiodialoog.adoption.forms import CorrectDecisionForm, DecisionForm
from regiodialoog.adoption.models import MunicipalDecision
from regiodialoog.adoption.policy import may_confirm_decision, may_record_decision
from regiodialoog.core.errors import Conflict, NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize, public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.core.web.site import is_invented
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.models import Municipality
from regiodialoog.programme import queries as programme
from regiodialoog.programme.models import Challenge, Project
from regiodialoog.programme.views.blueprint import bp
from regiodialoog.programme.views.subject import Subject, of_challenge, of_project

KEY = "<int(max=2147483647):key>"


@bp.get("/programma/<slug>/besluiten")
@public
def decisions(slug: str) -> Response:
    """A line per municipality, with every correction below it."""
    challenge = programme.challenge(slug)
    taking = {each[0] for each in programme.municipalities_by_challenge().get(challenge.id, ())}
    return _shown(of_challenge(challenge), taking, queries.decisions_about(challenge.id))


@bp.get("/projecten/<slug>/besluiten")
@public
def project_decisions(slug: str) -> Response:
    """The same of a project."""
    project = programme.project(slug)
    taking = {each.municipality.slug for each in programme.participants([project.id]) if each.ended_on is None}
    return _shown(of_project(project), taking, queries.decisions_about_projects(project.id))


def _shown(about: Subject, taking: Collection[str], every: Sequence[MunicipalDecision]) -> Response:
    counting = {each.municipality_id: each for each in queries.counting(every)}
    rows = [
        (place, counting.get(place.id))
        for place in organisations.municipalities()
        if place.slug in taking or place.id in counting
    ]
    old = [each for each in every if each.id not in {one.id for one in counting.values()}]
    return page("programme/decisions.html", about=about, rows=rows, old=old, labels=labels)


@bp.route("/programma/<slug>/besluiten/<municipality>/nieuw", methods=["GET", "POST"])
def new_decision(slug: str, municipality: str) -> Response:
    challenge, place = programme.challenge(slug), organisations.municipality(municipality)
    authorize(may_record_decision, place)
    before = queries.decisions_about(challenge.id)
    return _new(of_challenge(challenge), place, before, actions.record_decision, challenge.id)


@bp.route("/projecten/<slug>/besluiten/<municipality>/nieuw", methods=["GET", "POST"])
def new_project_decision(slug: str, municipality: str) -> Response:
    project, place = programme.project(slug), organisations.municipality(municipality)
    authorize(may_record_decision, place)
    before = queries.decisions_about_projects(project.id)
    return _new(of_project(project), place, before, actions.record_project_decision, project.id)


def _new(
    about: Subject,
    place: Municipality,
    before: Sequence[MunicipalDecision],
    record: Callable[..., MunicipalDecision],
    key: int,
) -> Response:
    if any(each.municipality_id == place.id for each in before):
        raise Conflict(_("There is a decision already. Correct that one if it is wrong."))
    form = DecisionForm(place)
    if form.sent():
        fictitious = is_invented()
        record(key, place, fictitious=fictitious, **form.values())
        return go_to(f"programme.{about.of}decisions", slug=about.slug, notice=_("The decision has been written down."))
    title = _("What did %(municipality)s decide?", municipality=place.name)
    return page("programme/decision_form.html", form=form, title=title, about=about)


@bp.route(f"/programma/besluiten/{KEY}/verbeteren", methods=["GET", "POST"])
def correct_decision(key: int) -> Response:
    wrong = queries.decision(key)
    authorize(may_record_decision, wrong.municipality)
    if queries.is_corrected(wrong.id):
        raise Conflict(_("This was corrected already. Correct the newest one."))
    about = _subject(wrong)
    form = CorrectDecisionForm(wrong.municipality, corrects=wrong)
    if form.sent():
        actions.correct_decision(wrong, fictitious=wrong.fictitious, **form.values())
        notice = _("The correction stands beside what was there.")
        return go_to(f"programme.{about.of}decisions", slug=about.slug, notice=notice)
    title = _("Correct what %(municipality)s decided", municipality=wrong.municipality.name)
    return page("programme/decision_form.html", form=form, title=title, about=about)


@bp.route(f"/programma/besluiten/{KEY}/bevestigen", methods=["GET", "POST"])
def confirm_decision(key: int) -> Response:
    decision = queries.decision(key)
    authorize(may_confirm_decision, decision)
    about = _subject(decision)
    form = Confirm()
    if form.sent():
        actions.confirm_decision(decision)
        notice = _("You have confirmed the decision.")
        return go_to(f"programme.{about.of}decisions", slug=about.slug, notice=notice)
    return page("programme/decision_confirm.html", form=form, decision=decision, about=about, labels=labels)


def _subject(decision: MunicipalDecision) -> Subject:
    if decision.project_id is not None:
        return of_project(programme.by_ids(Project, [decision.project_id])[0])
    if decision.challenge_id is not None:
        return of_challenge(programme.by_ids(Challenge, [decision.challenge_id])[0])
    raise NotFound
