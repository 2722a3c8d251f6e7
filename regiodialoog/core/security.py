"""What keeps strangers out of the browser and the counters: headers, session cookie, rate limits."""

from datetime import timedelta
from functools import cache
from typing import Any

from flask import Flask, Response, current_app, g, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer
from limits import RateLimitItem
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import BigInteger, delete, text
from sqlalchemy.orm import Mapped, mapped_column

from regiodialoog.core import clock
from regiodialoog.core.db import Infrastructure, Model, separately

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}


class RateCounter(Model, Infrastructure):
    """How often something was tried within a window that ends at ``expires_at`` (seconds since 1970)."""

    __tablename__ = "rate_counters"
    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    expires_at: Mapped[int] = mapped_column(BigInteger)


class TableStorage(Storage):
    """The limiter's counters in our own database: every process and machine counts together."""

    STORAGE_SCHEME = ["table"]

    @property
    def base_exceptions(self) -> type[Exception]:
        return RuntimeError

    def incr(self, key: str, expiry: float, amount: int = 1, **_: Any) -> int:
        moment = int(clock.now().timestamp())
        statement = text(
            "INSERT INTO rate_counters (key, count, expires_at) VALUES (:key, :amount, :until) "
            "ON CONFLICT (key) DO UPDATE SET "
            "count = CASE WHEN rate_counters.expires_at <= :now THEN :amount ELSE rate_counters.count + :amount END, "
            "expires_at = CASE WHEN rate_counters.expires_at <= :now THEN :until ELSE rate_counters.expires_at END "
            "RETURNING count"
        )
        with separately() as session:
            given = {"key": key, "amount": amount, "until": moment + int(expiry), "now": moment}
            return int(session.execute(statement, given).scalar_one())

    def _row(self, key: str) -> tuple[int, int]:
        moment = int(clock.now().timestamp())
        with separately() as session:
            row = session.get(RateCounter, key)
            return (row.count, row.expires_at) if row and row.expires_at > moment else (0, moment)

    def get(self, key: str) -> int:
        return self._row(key)[0]

    def get_expiry(self, key: str) -> float:
        return float(self._row(key)[1])

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        with separately() as session:
            return session.execute(delete(RateCounter)).rowcount  # type: ignore[attr-defined,no-any-return]

    def clear(self, key: str) -> None:
        with separately() as session:
            session.execute(delete(RateCounter).where(RateCounter.key == key))


class Limiter:
    """Counts tries, where it is asked to (accounts.limits). ``enabled``: tests that try everything switch it off."""

    enabled = True

    def init_app(self, app: Flask) -> None:
        store = storage_from_string(app.config["SETTINGS"].rate_limit_store)
        app.extensions["limiter"] = FixedWindowRateLimiter(store)

    def hit(self, item: RateLimitItem, *what: str) -> bool:
        """Count a try of something; whether it is within the limit."""
        window: FixedWindowRateLimiter = current_app.extensions["limiter"]
        return window.hit(item, *what)


limiter = Limiter()


class HouseSessions(SecureCookieSessionInterface):
    """The signed session cookie, not sent when the request's transaction failed (rule 1). Its signer is made once."""

    @cache  # noqa: B019 - there is one of these for each application, and they live as long as each other
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return super().get_signing_serializer(app)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not g.get("commit_failed"):
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    app.url_map.merge_slashes = False  # its redirect would name the host that the browser claims; 404 is good enough
    app.session_interface = HouseSessions()
    app.config.update(
        SECRET_KEY=settings.signing_key,
        SESSION_COOKIE_NAME="__Host-regiodialoog" if settings.https else "regiodialoog",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=settings.upload_limit,
        MAX_FORM_MEMORY_SIZE=min(settings.upload_limit, 512 * 1024),
        MAX_FORM_PARTS=500,
        WTF_CSRF_TIME_LIMIT=None,
    )
    limiter.init_app(app)
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    given = {name.lower() for name, _value in response.headers}
    response.headers.extend({name: value for name, value in HEADERS.items() if name.lower() not in given})
    if request.is_secure or current_app.config["SETTINGS"].https:
        response.headers.update(HTTPS_ONLY)
    # on a shared computer the button Back shows nothing of who sat there before
    kept = "no-store" if session.get("_user_id") else "private, no-cache"
    response.headers.setdefault("Cache-Control", kept)
    response.vary.update(("HX-Request", "Cookie"))
    return response
