"""One's own page: who am I here, what may I do, how do I change it."""

from flask import Response, current_app
from flask import session as cookie
from flask_babel import gettext as _

from regiodialoog.accounts import actions, policy, queries, scopes, session
from regiodialoog.accounts.credentials import token_hash
from regiodialoog.accounts.forms import AddressForm, ProfileForm
from regiodialoog.accounts.models import Purpose
from regiodialoog.accounts.views.blueprint import bp
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize, is_signed_in, public
from regiodialoog.core.text import mask_address
from regiodialoog.core.web.pages import go_to, page


@bp.get("/mijn")
def mine() -> Response:
    authorize(is_signed_in)
    person = session.me()
    names = queries.names({grant.given_by for grant in person.active_grants if grant.given_by})
    return page("accounts/mine.html", person=person, names=names, scope_names=scopes.names(person.active_grants))


@bp.route("/mijn/profiel", methods=["GET", "POST"])
def profile() -> Response:
    authorize(is_signed_in)
    person = session.me()
    form = ProfileForm(obj=person, municipalities=scopes.municipalities())
    if form.sent():
        actions.change_profile(person, **form.values())
        cookie["language"] = person.language
        return go_to("accounts.mine", notice=_("Your details have been saved."))
    return page("accounts/profile.html", form=form)


@bp.route("/mijn/adres", methods=["GET", "POST"])
def change_address() -> Response:
    """Ask for the new address; a link sent there proves it."""
    authorize(policy.may_change_own_account)
    person = session.me()
    form = AddressForm()
    if form.sent():
        actions.ask_address_change(person, **form.values())
        notice = _("We sent a mail to your new address. Press the button in that mail within 15 minutes.")
        return go_to("accounts.mine", notice=notice)
    return page("accounts/change_address.html", form=form, person=person)


@bp.route("/mijn/adres/<token>", methods=["GET", "POST"])
@public
def use_address_link(token: str) -> Response:
    """The page behind the link at the new address; works on any device."""
    form = Confirm()
    try:
        found = queries.token(token_hash(token), Purpose.CHANGE_ADDRESS)
        if form.sent():
            here = session.me()
            changed = actions.change_address(token)
            if here.person_id == changed.id:  # the other sessions are over
                session.begin(changed, second_factor=here.second_factor)
            return go_to("accounts.address_changed")
    except NotFound:
        return page("accounts/link_over.html", status=410)
    return page("accounts/use_address_link.html", form=form, address=mask_address(found.address))


@bp.get("/mijn/adres/veranderd")
@public
def address_changed() -> Response:
    return page("accounts/address_changed.html")


@bp.route("/mijn/overal-uitloggen", methods=["GET", "POST"])
def sign_out_everywhere() -> Response:
    authorize(is_signed_in)
    form = Confirm()
    if form.sent():
        actions.sign_out_everywhere(session.me())
        session.end()
        return go_to("accounts.sign_in", notice=_("You are signed out on all devices."))
    return page("accounts/sign_out_everywhere.html", form=form)


@bp.get("/mijn/berichten")
def messages() -> Response:
    """One's own mails; in the demonstration, where no mail leaves, the latest of everybody."""
    demo = current_app.config["SETTINGS"].demo
    authorize(policy.may_read_messages, demo)
    found = queries.latest_messages() if demo else queries.messages_of(session.me().id)
    return page("accounts/messages.html", messages=found, demo=demo)
