"""Making an account for oneself."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts import actions, scopes
from regiodialoog.accounts.forms import SignUpForm
from regiodialoog.accounts.views.blueprint import bp
from regiodialoog.accounts.views.sign_in import wanted
from regiodialoog.core import i18n
from regiodialoog.core.policy import public
from regiodialoog.core.web.pages import go_to, page


@bp.route("/aanmelden", methods=["GET", "POST"])
@public
def sign_up() -> Response:
    """Ask for a name and an address; the mailed link confirms it. The same answer for a known address."""
    form = SignUpForm(municipalities=scopes.municipalities())
    if form.sent():
        actions.sign_up(**form.values(), language=i18n.locale(), next_path=wanted(""))
        return go_to("accounts.mail_sent")
    title = _("Make an account")
    return page("accounts/sign_up.html", form=form, title=title, verder=wanted(""))
