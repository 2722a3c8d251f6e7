"""The second step of staff: showing it, setting it up, and the codes for when the phone is lost."""

from flask import Response, current_app, redirect, url_for
from flask import session as cookie
from flask_babel import gettext as _
from markupsafe import Markup

from regiodialoog.accounts import actions, credentials, policy, queries, session
from regiodialoog.accounts.forms import (
    WRONG,
    WRONG_CODE,
    AppForm,
    ForgottenPasswordForm,
    SecondFactorForm,
    WithNewPassword,
)
from regiodialoog.accounts.views.blueprint import bp
from regiodialoog.accounts.views.sign_in import wanted
from regiodialoog.core.errors import Forbidden
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize, is_signed_in
from regiodialoog.core.web.pages import go_back, go_to, page


@bp.route("/inloggen/tweede-stap", methods=["GET", "POST"])
def second_factor() -> Response:
    authorize(is_signed_in)
    person = session.me()
    if person.second_factor or not person.is_staff:
        return go_back(wanted(""), url_for("accounts.mine"))
    if not person.has_second_factor:
        return _see("accounts.set_up")
    form = SecondFactorForm()
    if form.sent():
        given = form.values()
        right = actions.password_fits(person, given["password"])
        if right and actions.show_second_factor(person, given["code"], session.vault()):
            session.begin(person, second_factor=True)
            return go_back(wanted(""), url_for("accounts.mine"), notice=_("You are signed in."))
        form.form_errors.append(WRONG)
    return page("accounts/second_factor.html", form=form, verder=wanted("") or None)


@bp.route("/inloggen/tweede-stap/instellen", methods=["GET", "POST"])
def set_up() -> Response:
    """First the password."""
    authorize(is_signed_in)
    person = session.me()
    if not person.is_staff:
        raise Forbidden(_("The second step is for people who work for the region or a municipality."))
    if person.has_second_factor:
        return _see("accounts.second_factor")
    form = WithNewPassword(personal=(person.name, person.address))
    if form.sent():
        actions.start_enrolment(person, **form.values(), vault=session.vault())
        session.begin(person)
        return go_to("accounts.set_up_app", verder=wanted("") or None)
    return page("accounts/set_up.html", form=form)


@bp.route("/inloggen/tweede-stap/app", methods=["GET", "POST"])
def set_up_app() -> Response:
    """Then the app, which shows that it has the secret."""
    authorize(is_signed_in)
    person = session.me()
    secret = session.vault().open(person.totp_secret)
    if person.totp_since is not None or not secret:
        return _see("accounts.set_up")
    form = AppForm()
    if form.sent():
        codes = actions.enrol(person, **form.values(), vault=session.vault())
        if codes is not None:
            session.begin(person, second_factor=True)
            session.keep_codes(codes)
            return go_to("accounts.recovery_codes", verder=wanted("") or None)
        form.code.errors = [WRONG_CODE]
    uri = credentials.totp_uri(secret, person.address, f"Regiodialoog {current_app.config['SETTINGS'].base_url}")
    qr = Markup(credentials.qr_svg(uri))  # noqa: S704 - drawn by segno from an encoded address
    return session.unkept(page("accounts/set_up_app.html", form=form, secret=secret, uri=uri, qr=qr))


@bp.route("/inloggen/tweede-stap/herstelcodes", methods=["GET", "POST"])
def recovery_codes() -> Response:
    """Shown until the person says that they are kept safe; or how many are left, with a button for new ones."""
    authorize(policy.may_renew_keys)
    person, form, codes = session.me(), Confirm(), session.kept_codes()
    if form.sent():
        if codes:
            cookie.pop(session.CODES, None)
            return go_back(wanted(""), url_for("accounts.mine"), notice=_("The second step is ready."))
        session.keep_codes(actions.renew_recovery_codes(person))
        return go_to("accounts.recovery_codes")
    left = queries.recovery_codes_left(person.id)
    return session.unkept(page("accounts/recovery_codes.html", form=form, codes=codes, left=left))


@bp.route("/inloggen/wachtwoord-vergeten", methods=["GET", "POST"])
def forgotten_password() -> Response:
    """Signed in by mail and with a code from the app, somebody may choose another password."""
    authorize(is_signed_in)
    person = session.me()
    if not person.has_second_factor:
        return _see("accounts.second_factor")
    form = ForgottenPasswordForm(personal=(person.name, person.address))
    if form.sent():
        given = form.values()
        if actions.show_second_factor(person, given["code"], session.vault()):
            actions.replace_password(person, given["password"])
            session.begin(person, second_factor=True)
            return go_to("accounts.mine", notice=_("Your new password is set. You are signed out on other devices."))
        form.code.errors = [WRONG_CODE]
    return page("accounts/forgotten_password.html", form=form)


def _see(endpoint: str) -> Response:
    return redirect(url_for(endpoint, verder=wanted("") or None), code=303)  # type: ignore[return-value]
