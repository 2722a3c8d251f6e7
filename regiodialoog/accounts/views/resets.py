"""A lost phone: an administrator asks for a reset, another administrator approves it."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts import actions, policy, queries, session
from regiodialoog.accounts.views.blueprint import bp
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page


@bp.route("/beheer/mensen/<int:person_id>/tweede-stap", methods=["GET", "POST"])
def ask_reset(person_id: int) -> Response:
    authorize(policy.may_ask_reset)  # before anything tells who there is
    found = queries.person(person_id)
    authorize(policy.may_ask_reset, found)
    form = Confirm()
    if form.sent():
        actions.ask_reset(found, by=session.me().id)
        notice = _("The reset was asked for. Another administrator has to approve it.")
        return go_to("accounts.person", person_id=person_id, notice=notice)
    return page("accounts/ask_reset.html", form=form, person=found)


@bp.route("/beheer/herstel/<int:reset_id>/goedkeuren", methods=["GET", "POST"])
def approve_reset(reset_id: int) -> Response:
    authorize(policy.may_decide_reset)
    reset = queries.reset(reset_id)
    authorize(policy.may_decide_reset, reset)
    form, found = Confirm(), queries.person(reset.person_id)
    if form.sent():
        actions.approve_reset(reset, by=session.me().id)
        notice = _("The second step has been reset. %(name)s gets a mail.", name=found.name)
        return go_to("accounts.person", person_id=found.id, notice=notice)
    asker = queries.names({reset.asked_by})[reset.asked_by]
    return page("accounts/approve_reset.html", form=form, person=found, asker=asker, reset=reset)


@bp.route("/beheer/herstel/<int:reset_id>/intrekken", methods=["GET", "POST"])
def withdraw_reset(reset_id: int) -> Response:
    authorize(policy.may_withdraw_reset)
    reset = queries.reset(reset_id)
    authorize(policy.may_withdraw_reset, reset)
    form, found = Confirm(), queries.person(reset.person_id)
    if form.sent():
        actions.withdraw_reset(reset, by=session.me().id)
        return go_to("accounts.person", person_id=found.id, notice=_("The reset has been withdrawn."))
    return page("accounts/withdraw_reset.html", form=form, person=found)
