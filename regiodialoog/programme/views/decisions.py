"""What each municipality decided about an opgave: recorded by its own people, and by nobody else."""

from flask import Response, current_app
from flask_babel import gettext as _

from regiodialoog.adoption import actions, labels, queries
from regiodialoog.adoption.forms import CorrectDecisionForm, DecisionForm
from regiodialoog.adoption.policy import may_confirm_decision, may_record_decision
from regiodialoog.core.errors import Conflict
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize, public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.organisations import queries as organisations
from regiodialoog.programme import queries as programme
from regiodialoog.programme.models import Challenge
from regiodialoog.programme.views.blueprint import bp

KEY = "<int(max=2147483647):key>"


@bp.get("/programma/<slug>/besluiten")
@public
def decisions(slug: str) -> Response:
    """A line per municipality, with every correction below it."""
    challenge = programme.challenge(slug)
    every = queries.decisions_about(challenge.id)
    places = organisations.municipalities()
    counting = {each.municipality_id: each for each in queries.counting(every)}
    taking = {each[0] for each in programme.municipalities_by_challenge().get(challenge.id, ())}
    rows = [(place, counting.get(place.id)) for place in places if place.slug in taking or place.id in counting]
    old = [each for each in every if each.id not in {one.id for one in counting.values()}]
    return page("programme/decisions.html", challenge=challenge, rows=rows, old=old, labels=labels)


@bp.route("/programma/<slug>/besluiten/<municipality>/nieuw", methods=["GET", "POST"])
def new_decision(slug: str, municipality: str) -> Response:
    challenge, place = programme.challenge(slug), organisations.municipality(municipality)
    authorize(may_record_decision, place)
    if any(each.municipality_id == place.id for each in queries.decisions_about(challenge.id)):
        raise Conflict(_("There is a decision already. Correct that one if it is wrong."))
    form = DecisionForm(place)
    if form.sent():
        fictitious = bool(current_app.config["SETTINGS"].demo)
        actions.record_decision(challenge.id, place, fictitious=fictitious, **form.values())
        return go_to("programme.decisions", slug=slug, notice=_("The decision has been written down."))
    title = _("What did %(municipality)s decide?", municipality=place.name)
    return page("programme/decision_form.html", form=form, title=title, challenge=challenge)


@bp.route(f"/programma/besluiten/{KEY}/verbeteren", methods=["GET", "POST"])
def correct_decision(key: int) -> Response:
    wrong = queries.decision(key)
    authorize(may_record_decision, wrong.municipality)
    if queries.is_corrected(wrong.id):
        raise Conflict(_("This was corrected already. Correct the newest one."))
    challenge = _challenge(wrong.challenge_id)
    form = CorrectDecisionForm(wrong.municipality, corrects=wrong)
    if form.sent():
        actions.correct_decision(wrong, fictitious=wrong.fictitious, **form.values())
        notice = _("The correction stands beside what was there.")
        return go_to("programme.decisions", slug=challenge.slug, notice=notice)
    title = _("Correct what %(municipality)s decided", municipality=wrong.municipality.name)
    return page("programme/decision_form.html", form=form, title=title, challenge=challenge)


@bp.route(f"/programma/besluiten/{KEY}/bevestigen", methods=["GET", "POST"])
def confirm_decision(key: int) -> Response:
    decision = queries.decision(key)
    authorize(may_confirm_decision, decision)
    challenge = _challenge(decision.challenge_id)
    form = Confirm()
    if form.sent():
        actions.confirm_decision(decision)
        return go_to("programme.decisions", slug=challenge.slug, notice=_("You have confirmed the decision."))
    return page("programme/decision_confirm.html", form=form, decision=decision, challenge=challenge, labels=labels)


def _challenge(challenge_id: int) -> Challenge:
    (found,) = programme.by_ids(Challenge, [challenge_id])
    return found
