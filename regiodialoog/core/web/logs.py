"""Structured logs with a request id: what happened, how long it took; never what people wrote or who they are."""

import logging
import re
import secrets
import sys
import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, g, request
from structlog.tracebacks import ExceptionDictTransformer

from regiodialoog.core.web.traceless import leaves_no_trace

log = structlog.get_logger(__name__)
_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def configure(level: str) -> None:
    """One JSON object per line on stderr."""
    logging.basicConfig(stream=sys.stderr, level=level, format="%(message)s", force=True)
    for chatty in ("werkzeug", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False, max_frames=20)),
            _without_rows,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


def _without_rows(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop what a database adds to its errors: PostgreSQL quotes the values of the row it refuses."""
    for exception in entry.get("exception", ()):
        if isinstance(exception, dict):
            exception["exc_value"] = exception.get("exc_value", "").partition("\n")[0]
    return entry


def init_app(app: Flask) -> None:
    app.before_request(_start)
    app.after_request(_finish)


def _start() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _ID.fullmatch(given) else secrets.token_hex(8)
    g.started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _finish(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.get("request_id", "")
    if leaves_no_trace(request.endpoint):
        return response
    log.info(
        "request",
        method=request.method,
        endpoint=request.endpoint,
        status=response.status_code,
        ms=round(1000 * (time.perf_counter() - g.get("started", time.perf_counter())), 1),
    )
    return response
