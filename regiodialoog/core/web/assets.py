"""Static files: served by WhiteNoise before Flask wakes up, under a name that changes with the content."""

import hashlib
from functools import cache, lru_cache
from wsgiref.headers import Headers

from flask import Flask
from markupsafe import Markup, escape
from whitenoise import WhiteNoise  # type: ignore[import-untyped]

from regiodialoog.core.resources import PACKAGE
from regiodialoog.core.security import HTTPS_ONLY

STATIC = PACKAGE / "static"
_YEAR = 365 * 24 * 3600


@cache
def asset(name: str) -> str:
    """The address of a static file, with a hash of its content (so that it may be kept for a year)."""
    path = STATIC / name
    if not path.is_file():
        raise FileNotFoundError(f"static/{name} does not exist")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return f"/static/{digest}/{name}"


@cache
def icon(name: str, size: str = "") -> Markup:
    """``ui.icon`` of templates: a drawing from static/icons.svg, silent for screen readers. ``size``: empty or l."""
    kind = f"rd-icon rd-icon--{size}" if size else "rd-icon"
    drawing = Markup('<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"></use></svg>')
    return drawing.format(kind, asset("icons.svg"), name)


_OWN_ICONS = {"ok": "ok", "warn": "warn", "error": "error", "now": "clock"}
_BADGE = Markup('<span class="nl-data-badge rd-badge rd-badge--{}">{}<span>{}</span></span>')


def badge(text: object, kind: str = "info", icon: str = "") -> Markup:
    """``ui.badge`` of templates: a state in words with an icon. ``kind`` info, ok, warn, error, now, neutral, line or
    solid; ok, warn, error and now have their own icon; ``icon`` "none" leaves it out."""
    return _badge(escape(text), kind, icon or _OWN_ICONS.get(kind, ""))


@lru_cache(maxsize=2048)
def _badge(text: Markup, kind: str, drawn: str) -> Markup:
    return _BADGE.format(kind, icon(drawn) if drawn and drawn != "none" else "", text)


def init_app(app: Flask) -> None:
    """Serve static/<hash>/<name> (for ever) and static/<name> (for an hour); compressed if a .br or .gz lies beside."""
    always = {"X-Content-Type-Options": "nosniff"} | (HTTPS_ONLY if app.config["SETTINGS"].https else {})

    def add_headers(headers: Headers, _path: str, _url: str) -> None:
        for name, value in always.items():
            headers[name] = value

    noise = WhiteNoise(app.wsgi_app, max_age=3600, immutable_file_test=_is_immutable, add_headers_function=add_headers)
    noise.add_files(str(STATIC), prefix="static/")
    for path in sorted(p for p in STATIC.rglob("*") if p.is_file() and p.suffix not in (".br", ".gz")):
        name = path.relative_to(STATIC).as_posix()
        noise.add_file_to_dictionary(asset(name), str(path))
    app.wsgi_app = noise  # type: ignore[method-assign]


def _is_immutable(_path: str, url: str) -> bool:
    return len(url.split("/")) > 3 and len(url.split("/")[2]) == 12
