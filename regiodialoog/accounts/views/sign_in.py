"""Signing in by a link in a mail, or with password and code; signing out."""

from flask import Response, current_app, request, url_for
from flask_babel import gettext as _

from regiodialoog.accounts import actions, queries, session
from regiodialoog.accounts.completing import Completes, completed_by
from regiodialoog.accounts.credentials import token_hash
from regiodialoog.accounts.events import Way
from regiodialoog.accounts.forms import WRONG, PasswordSignInForm, SignInForm, UseLinkForm
from regiodialoog.accounts.models import Person, Purpose
from regiodialoog.accounts.views.blueprint import bp
from regiodialoog.core import i18n
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import public
from regiodialoog.core.web.pages import go_back, go_to, page, safe_path


@bp.route("/inloggen", methods=["GET", "POST"])
@public
def sign_in() -> Response:
    """Ask for the address; whether anybody lives there, the answer does not tell."""
    form = SignInForm()
    if form.sent():
        actions.ask_sign_in(**form.values(), language=i18n.locale(), next_path=wanted(""))
        return go_to("accounts.mail_sent")
    return page("accounts/sign_in.html", form=form, verder=wanted(""))


@bp.get("/inloggen/gestuurd")
@public
def mail_sent() -> Response:
    return page("accounts/mail_sent.html", demo=current_app.config["SETTINGS"].demo)


@bp.route("/inloggen/wachtwoord", methods=["GET", "POST"])
@public
def sign_in_with_password() -> Response:
    """For staff who set up password and app: everything at once, without a mail."""
    form = PasswordSignInForm()
    if form.sent():
        given = form.values()
        person = _by_password(given["address"], given["password"])
        if person is not None and actions.show_second_factor(person, given["code"], session.vault()):
            session.begin(person, second_factor=True)
            actions.sign_in(person, how=Way.PASSWORD)
            return go_back(wanted(""), url_for("accounts.mine"), notice=_("You are signed in."))
        form.form_errors.append(WRONG)
    return page("accounts/sign_in_with_password.html", form=form, verder=wanted(""))


@bp.route("/inloggen/<token>", methods=["GET", "POST"])
@public
def use_link(token: str) -> Response:
    """The page behind the link in the mail: a button, because mail scanners follow links."""
    form = UseLinkForm()
    try:
        people = _behind(token)
        if len(people) == 1:
            del form.person_id
        else:
            form.person_id.choices = [(one.id, one.name) for one in people]
        if form.sent():
            return _enter(token, next(one for one in people if len(people) == 1 or one.id == form.person_id.data))
    except NotFound:
        return page("accounts/link_over.html", status=410)
    first = _first(people[0]) if len(people) == 1 and people[0].confirmed_at is None else None
    return page("accounts/use_link.html", form=form, people=people, first=first)


@bp.route("/uitloggen", methods=["GET", "POST"])
@public
def sign_out() -> Response:
    form = Confirm()
    if form.sent():
        actions.sign_out(session.key_of_session(), hours=current_app.config["SETTINGS"].session_hours)
        session.end()
        return go_to("accounts.sign_in", notice=_("You are signed out."))
    return page("accounts/sign_out.html", form=form)


def wanted(fallback: str) -> str:
    """Where somebody was going before signing in: ``verder``, if it is a path on this site."""
    return safe_path(request.args.get("verder"), fallback)


def _behind(token: str) -> list[Person]:
    people = list(queries.behind(queries.token(token_hash(token), Purpose.SIGN_IN)))
    if not people:
        raise NotFound
    return people


def _enter(token: str, person: Person) -> Response:
    spent = actions.spend(token, Purpose.SIGN_IN)
    first = _first(person) if person.confirmed_at is None else None
    session.begin(person)
    actions.sign_in(person, how=Way.LINK)
    if person.is_staff:
        return go_to("accounts.second_factor", verder=safe_path(spent.next_path, "") or None)
    return go_back(spent.next_path, url_for("accounts.mine"), notice=first.done if first else _("You are signed in."))


def _first(person: Person) -> Completes:
    """What the first link of somebody is for: what they came to do, else the address itself."""
    return completed_by(person) or Completes(
        intro=_("With this button you confirm that this is your e-mail address."),
        button=_("Yes, this is my address"),
        done=_("Your e-mail address has been confirmed. You are signed in."),
    )


def _by_password(address: str, password: str) -> Person | None:
    """Whose password it is, of the people at an address. As slow for an address that nobody has."""
    people = [one for one in queries.at_address(address) if one.password_hash]
    fitting = [one for one in people if actions.password_fits(one, password)]
    if not people:
        actions.password_fits(None, password)
    return fitting[0] if fitting else None
