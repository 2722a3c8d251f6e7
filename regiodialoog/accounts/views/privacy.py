"""One's own data: take it along, or have it removed."""

import json

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts import actions, own_data, policy, session
from regiodialoog.accounts.forms import EraseForm
from regiodialoog.accounts.views.blueprint import bp
from regiodialoog.core import clock
from regiodialoog.core.policy import authorize, public
from regiodialoog.core.web.pages import go_to, page


@bp.get("/mijn/gegevens")
def own_data_page() -> Response:
    authorize(policy.may_change_own_account)
    return page("accounts/own_data.html")


@bp.get("/mijn/gegevens.json")
def download_own_data() -> Response:
    """Everything known about the person, as a file."""
    authorize(policy.may_change_own_account)
    text = json.dumps(own_data.collect(session.me()), ensure_ascii=False, indent=2)
    response = Response(text, mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="mijn-gegevens-{clock.today().isoformat()}.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("/mijn/verwijderen", methods=["GET", "POST"])
def erase() -> Response:
    """Say what goes and what stays, ask once more, and do it."""
    authorize(policy.may_change_own_account)
    form = EraseForm()
    if form.sent():
        actions.erase(session.me())
        session.end()
        return go_to("accounts.erased")
    return page("accounts/erase.html", form=form, title=_("Remove my account"))


@bp.get("/mijn/verwijderd")
@public
def erased() -> Response:
    return page("accounts/erased.html")
