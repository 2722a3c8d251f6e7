"""Rule 1 and 2 in one hook: one request, one transaction; no answer without a right; a repeat is not done twice."""

from functools import partial

import structlog
from flask import Flask, Response, g, redirect, request, session
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from regiodialoog.core import db as database
from regiodialoog.core.db import UnrecordedWrite, db
from regiodialoog.core.errors import NotFound, Repeated
from regiodialoog.core.policy import current_actor, is_public
from regiodialoog.core.web import error_pages, idempotency
from regiodialoog.core.web.traceless import leaves_no_trace

log = structlog.get_logger(__name__)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def begin_first(app: Flask) -> None:
    """Registered before everything else: its end then runs after every other after_request function."""
    app.before_request(_begin)
    app.after_request(_end)


def answer_repeats(app: Flask) -> None:
    """Registered after the rate limits, which count in a transaction of their own."""
    app.before_request(_answer_repeat)
    app.register_error_handler(Repeated, lambda repeated: _lead_on(repeated.location))


def _begin() -> None:
    if "\x00" in request.path:  # PostgreSQL refuses the character; no address of ours holds it
        raise NotFound
    database.expect_writes(request.method not in SAFE)


def _answer_repeat() -> Response | None:
    if request.method in SAFE or request.endpoint is None or leaves_no_trace(request.endpoint):
        return None
    key = request.form.get("idempotency_key", "")
    if not key or not key.isprintable():
        return None  # nothing commits without a key; PostgreSQL stores no NUL
    key = idempotency.of_content(key, request.path, request.form.items(multi=True))
    whose = owner()  # as it is before: signing in changes whose session it is
    before = idempotency.led_to(whose, request.endpoint, key)
    if before is None:
        g.claim_key = partial(_claim, whose, request.endpoint, key)
        return None
    return _lead_on(before)


def _claim(whose: str, endpoint: str, key: str) -> None:
    """Once the form is known to be good: what is only looked at leaves no row, not even one that is taken back."""
    before = idempotency.claim(whose, endpoint, key)
    if before is not None:
        raise Repeated(before)
    g.idempotency = (whose, endpoint, key)


def _lead_on(location: str) -> Response:
    db.session.rollback()
    g.house_answer = True
    log.info("request.repeated", endpoint=request.endpoint)
    return redirect(location, code=303)  # type: ignore[return-value]


def owner() -> str:
    """Whose idempotency keys these are: the person's, or the visitor's session's."""
    person = current_actor().person_id
    if person is not None:
        return f"person:{person}"
    return f"session:{session.get('csrf_token', '')}"


def _end(response: Response) -> Response:
    try:
        if request.endpoint is None or g.get("house_answer") or response.status_code >= 400 or _asks_options():
            db.session.rollback()
            return response
        if not (g.get("authorised_by") or is_public(request.endpoint)):
            return _refuse("request.not_authorised")
        if request.method not in SAFE:
            return _commit(response)
        if _wrote():
            return _refuse("request.get_writes")
        db.session.rollback()
        return response
    finally:
        database.expect_writes(False)


def _commit(response: Response) -> Response:
    if not g.get("csrf_checked"):
        if _wrote() or session.modified:
            return _refuse("request.form_not_checked")
        db.session.rollback()  # sent on to another page before any form was looked at
        return response
    traceless = leaves_no_trace(request.endpoint)
    if not g.get("idempotency") and not traceless:
        return _refuse("request.without_idempotency_key", 400)
    try:
        if not traceless:
            whose, endpoint, key = g.idempotency
            idempotency.remember(whose, endpoint, key, response.headers.get("Location", request.path))
        database.commit()
    except StaleDataError:
        return _failed(409, outdated=True)
    except (UnrecordedWrite, DBAPIError):
        log.exception("request.commit_failed")
        return _failed(500)
    return response


def _wrote() -> bool:
    info = db.session.info
    return bool(info.get("wrote") or info.get("events") or db.session.new or db.session.dirty or db.session.deleted)


def _failed(status: int, *, outdated: bool = False) -> Response:
    db.session.rollback()
    g.commit_failed = True
    return error_pages.render(status, outdated=outdated)


def _refuse(what: str, status: int = 500) -> Response:
    """A mistake in the code (500) or a form that is not ours (400): nothing is stored and nothing is shown."""
    db.session.rollback()
    log.error(what, endpoint=request.endpoint)
    g.commit_failed = True
    return error_pages.render(status)


def _asks_options() -> bool:
    """Flask itself answers which methods an address knows; no view ran."""
    return request.method == "OPTIONS" and bool(getattr(request.url_rule, "provide_automatic_options", False))
