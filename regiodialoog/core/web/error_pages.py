"""Refusals as pages in plain language: what happened, what the visitor can do now, where there is help."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, current_app, g, jsonify, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from regiodialoog.core.db import db
from regiodialoog.core.errors import HouseError, NotSignedIn, Outdated, SecondFactorNeeded, TooMany
from regiodialoog.core.web import typed

log = structlog.get_logger(__name__)
KNOWN = (400, 401, 403, 404, 409, 413, 422, 429, 500)


def init_app(app: Flask) -> None:
    app.register_error_handler(HouseError, _house_error)
    app.register_error_handler(StaleDataError, lambda _error: _house_error(Outdated()))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def render(status: int, **context: Any) -> Response:
    """The page for a status, or problem+json for the API. Never fails: a broken page falls back to plain text."""
    shown = status if status in KNOWN else (500 if status >= 500 else 400)
    if request.path.startswith("/api/"):
        response = jsonify(type="about:blank", title=HTTPStatus(status).phrase, status=status, instance=request.path)
        response.status_code = status
        response.content_type = "application/problem+json"
        return response
    try:
        body = render_template(f"errors/{shown}.html", **{**_defaults(), **context})
    except Exception:
        log.exception("error_page.failed", status=status)
        body = f"<!doctype html><html lang=nl><title>{status}</title><h1>Er ging iets mis ({status})</h1>"
    response = make_response(body, status)
    if request.headers.get("HX-Request"):
        response.headers["HX-Retarget"] = "body"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def _defaults() -> dict[str, Any]:
    """``back`` is the address of the form that was sent, where it can be opened again."""
    sent = _sent()
    opens = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    return {
        "message": "",
        "request_id": g.get("request_id", ""),
        "typed": sent,
        "back": request.full_path.rstrip("?") if sent and opens else "",
        "outdated": False,
        "retry_after": 0,
    }


def _sent() -> list[typed.Typed]:
    """What was filled in; nothing when even that cannot be read any more (the database is gone)."""
    try:
        return typed.of_form()
    except Exception:
        log.exception("error_page.typed_failed")
        return []


def _house_error(error: HouseError) -> Response:
    db.session.rollback()
    if isinstance(error, NotSignedIn):
        return _to_sign_in(second_factor=isinstance(error, SecondFactorNeeded))
    more = {"retry_after": getattr(error, "retry_after", 0), "outdated": isinstance(error, Outdated)}
    response = render(error.status, message=error.message, **more)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _to_sign_in(*, second_factor: bool) -> Response:
    """A reader goes to the sign-in page and comes back; a writer keeps sight of what was typed."""
    if request.path.startswith("/api/"):
        return render(401)
    endpoint = "accounts.second_factor" if second_factor else "accounts.sign_in"
    if request.method in ("GET", "HEAD"):
        back = request.full_path.rstrip("?")
        g.house_answer = True
        if request.headers.get("HX-Request"):
            page = _path_of(request.headers.get("HX-Current-URL", "")) or request.path
            response = make_response("", 200)
            response.headers["HX-Redirect"] = url_for(endpoint, verder=page)
            return response
        return redirect(url_for(endpoint, verder=back), code=303)  # type: ignore[return-value]
    return render(401, typed=typed.of_request(), sign_in_url=url_for(endpoint, verder=request.path))


def _path_of(url: str) -> str:
    """The path of an address that a browser sent; empty when it is none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _http_error(error: HTTPException) -> Any:
    db.session.rollback()
    status = error.code or 500
    if status < 400:
        return error
    response = render(status)
    if status == 405 and error.get_response().headers.get("Allow"):
        response.headers["Allow"] = error.get_response().headers["Allow"]
    return response


def _unexpected(error: Exception) -> Response:
    db.session.rollback()
    log.error("request.failed", error=type(error).__name__, exc_info=error)
    if current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    g.commit_failed = True
    return render(500)
