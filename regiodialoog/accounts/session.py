"""Who is there: the session cookie, and how a request finds its person in one query."""

from typing import cast

from flask import Flask, Response, current_app, g, has_request_context, session
from flask_login import LoginManager, current_user, login_user

from regiodialoog.accounts import limits, queries
from regiodialoog.accounts.credentials import Vault, new_token
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock, events, policy
from regiodialoog.core.events import SYSTEM, Acting
from regiodialoog.core.policy import Actor, Nobody

HOUR = 3600
CODES = "recovery_codes"
KEY = "key"
login = LoginManager()
login.session_protection = None  # phones change their network all day; the epoch and the clock end a session
login.anonymous_user = Nobody


def init_app(app: Flask) -> None:
    login.init_app(app)
    app.jinja_env.globals["current_user"] = current_user
    app.before_request(_prepare)
    policy.actors_are_found_by(_current_actor)


def _prepare() -> None:
    events.set_acting(_acting)
    limits.count()


def _current_actor() -> Actor:
    return cast("Actor", current_user._get_current_object())


def _acting() -> Acting:
    """Who acts in this request, and in the role that let them."""
    if not has_request_context():
        return SYSTEM
    person_id = _current_actor().person_id
    if person_id is None:
        return Acting(person_id=None, role="visitor", channel="web")
    role = g.get("authorised_as")
    return Acting(person_id=person_id, role=role.value if role else "person", channel="web")


@login.user_loader  # type: ignore[untyped-decorator]  # flask_login has no types
def _load(key: str) -> Person | None:
    """The person of a session, unless it was ended everywhere or is too old; staff sessions are short."""
    number, _, epoch = key.partition(".")
    person = queries.for_session(int(number), int(epoch), key_of_session())
    if person is None:
        return None
    settings = current_app.config["SETTINGS"]
    hours = settings.staff_session_hours if person.is_staff else settings.session_hours
    if clock.now().timestamp() - session.get("signed_in_at", 0) > hours * HOUR:
        return None
    person.second_factor = bool(session.get("second_factor"))
    return person


def begin(person: Person, *, second_factor: bool = False) -> None:
    """A new session for somebody: nothing of the visitor's session before it is kept, nor its form tokens.

    The same person who shows a second factor goes on in the same session: signing out then ends all its copies.
    """
    same = session.get("_user_id", "").partition(".")[0] == str(person.id)
    key = key_of_session() if same else ""
    session.clear()
    session[KEY] = key or new_token()
    session.permanent = True
    session["language"] = person.language
    session["signed_in_at"] = int(clock.now().timestamp())
    if second_factor:
        session["second_factor"] = True
    person.second_factor = second_factor
    login_user(person)


def key_of_session() -> str:
    """The number of this session; empty for a visitor."""
    return str(session.get(KEY, ""))


def end() -> None:
    """Forget who was there; the language stays."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    g._login_user = Nobody()


def me() -> Person:
    """The signed-in person, after ``authorize`` made sure that there is one."""
    return cast("Person", current_user._get_current_object())


def vault() -> Vault:
    return Vault(current_app.config["SETTINGS"].signing_key)


def unkept(response: Response) -> Response:
    """A page with a secret on it: no browser or proxy keeps a copy."""
    response.headers["Cache-Control"] = "no-store"
    return response


def keep_codes(codes: list[str]) -> None:
    """Hold new recovery codes, encrypted, until the person says that they are kept safe."""
    session[CODES] = vault().lock(" ".join(codes))


def kept_codes() -> list[str]:
    return vault().open(session.get(CODES, "")).split()
