"""In the demonstration anybody may be one of the invented people."""

from flask import Response, current_app, url_for
from flask_babel import gettext as _

from regiodialoog.accounts import actions, queries, session
from regiodialoog.accounts.events import Way
from regiodialoog.accounts.views.blueprint import bp
from regiodialoog.accounts.views.sign_in import wanted
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import public
from regiodialoog.core.web.pages import go_back, page


@bp.route("/demo/inloggen/<int:person_id>", methods=["GET", "POST"])
@public
def demo_sign_in(person_id: int) -> Response:
    """A page with one button; outside the demonstration it does not exist."""
    if not current_app.config["SETTINGS"].demo:
        raise NotFound
    form, found = Confirm(), queries.person(person_id)
    if form.sent():
        session.begin(found, second_factor=True)
        actions.sign_in(found, how=Way.DEMO)
        return go_back(wanted(""), url_for("accounts.mine"), notice=_("You are signed in."))
    return page("accounts/demo_sign_in.html", form=form, person=found)
