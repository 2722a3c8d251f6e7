"""Rule 1 and 2 in one hook: one request, one transaction; no answer without a right; a repeat is not done twice."""

import structlog
from flask import Flask, Response, g, redirect, request, session
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from regiodialoog.core import db as database
from regiodialoog.core.db import UnrecordedWrite, db
from regiodialoog.core.errors import NotFound
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
    app.before_request(_note_key)


def _begin() -> None:
    if "\x00" in request.path:  # PostgreSQL refuses the character; no address of ours holds it
        raise NotFound
    database.expect_writes(request.method not in SAFE)


def _note_key() -> None:
    if request.method in SAFE or request.endpoint is None or leaves_no_trace(request.endpoint):
        return
    key = request.form.get("idempotency_key", "")
    if not key or not key.isprintable():
        return  # nothing commits without a key; PostgreSQL stores no NUL
    key = idempotency.of_content(key, request.path, request.form.items(multi=True))
    # whose it is now: signing in changes whose session it is
    g.form_key = idempotency.FormKey(owner(), request.endpoint, key)


def owner() -> str:
    """Whose idempotency keys these are: the person's, or the visitor's session's."""
    person = current_actor().person_id
    if person is not None:
        return f"person:{person}"
    return f"session:{session.get('csrf_token', '')}"


def _end(response: Response) -> Response:
    try:
        response = _settle(response)
        location = _done_before(response)
        return response if location is None else _repeated(location)
    finally:
        database.expect_writes(False)


def _settle(response: Response) -> Response:
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


def _done_before(response: Response) -> str | None:
    """Where this form led when it was sent before. Only looked for when it did nothing now: what it asks for is gone
    perhaps because it was done, or a twin that was under way has done it, or its session is another one."""
    key = g.get("form_key")
    if key is None or (g.get("csrf_checked") and response.status_code < 400):
        return None
    db.session.rollback()
    database.expect_writes(False)
    try:
        location: str | None = key.led_to()
    except DBAPIError:
        log.exception("request.key_not_found_out")  # the page that says what went wrong is the better answer
        location = None
    db.session.rollback()
    return location


def _repeated(location: str) -> Response:
    """Where the first one led; nothing of this one is kept."""
    db.session.rollback()
    g.commit_failed = True
    log.info("request.repeated", endpoint=request.endpoint)
    return redirect(location, code=303)  # type: ignore[return-value]


def _commit(response: Response) -> Response:
    if not g.get("csrf_checked"):
        if _wrote() or session.modified:
            return _refuse("request.form_not_checked")
        db.session.rollback()  # sent on to another page before any form was looked at
        return response
    key = g.get("form_key")
    if key is None and not leaves_no_trace(request.endpoint):
        return _refuse("request.without_idempotency_key", 400)
    try:
        if key is not None:
            db.session.flush()  # what the form does comes before its key, which waits for a twin that is under way
            key.spend(response.headers.get("Location", request.path))
        database.commit()
    except (StaleDataError, idempotency.Spent):
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
