"""Answers: one template serves the page and its htmx part; every successful form ends in a redirect."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from flask import (
    Flask,
    Response,
    flash,
    g,
    get_flashed_messages,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_htmx import HTMX
from jinja2 import StrictUndefined
from jinja2.runtime import Macro
from jinja2_fragments.flask import render_block
from markupsafe import Markup

from regiodialoog.core import words
from regiodialoog.core.forms import Form
from regiodialoog.core.i18n import locale
from regiodialoog.core.panels import panels
from regiodialoog.core.policy import can
from regiodialoog.core.resources import resource_dir
from regiodialoog.core.web import addresses, assets, menu, shelf, site

htmx = HTMX()


def init_app(app: Flask) -> None:
    htmx.init_app(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    ui = SimpleNamespace(icon=assets.icon, badge=assets.badge)
    app.jinja_env.globals.update(
        ui=ui,
        url_for=addresses.remembered(app),
        can=can,
        panels=panels,
        asset=assets.asset,
        menu=menu.shown,
        kept=kept,
        notices=notices,
        site=site.CurrentSite(),
        role_name=words.role_name,
        feature_name=words.feature_name,
    )
    app.extensions["ui_macros"] = ui
    load_macros(app, ui)


def load_macros(app: Flask, ui: SimpleNamespace) -> None:
    """Put every macro of templates/ui/ into the ``ui`` namespace. Raises ValueError when two share a name."""
    for path in sorted((resource_dir("templates") / "ui").glob("*.html")):
        module = app.jinja_env.get_template(f"ui/{path.name}").module
        for name, macro in vars(module).items():
            if not isinstance(macro, Macro) or name.startswith("_"):
                continue
            if hasattr(ui, name):
                raise ValueError(f"Two macros are named {name}; the second is in {Path(path).name}")
            setattr(ui, name, macro)


def kept(macro: Macro, *values: Hashable) -> Markup:
    """What a macro writes for these values, made once for each language: for what stands on every page. Only for a
    macro that looks at nothing but its values."""
    return _kept(locale(), macro, values)


@lru_cache(maxsize=512)
def _kept(_language: str, macro: Macro, values: tuple[Hashable, ...]) -> Markup:
    return Markup(macro(*values))  # noqa: S704 - rendered by an autoescaping template


def page(
    template: str,
    *,
    fragment: str = "",
    form: Form | None = None,
    status: int = 200,
    same: Mapping[str, Callable[[], dict[str, Any]]] | None = None,
    **context: Any,
) -> Response:
    """Render a template, or only its block ``fragment`` when htmx asks for a part of the page.

    With a ``form`` that was refused the status is 422. The form is in the context as ``form``.

    ``same``: blocks that say the same to everybody who may see the page, each with what makes its context; they are
    kept (``shelf``), and the page writes them by their names; the ``fragment`` is one of them, or in one. For views
    that are marked with ``shares_a_part``, after they let in who asks.
    """
    if form is not None:
        context["form"] = form
        if form.refused:
            status = 422
    if fragment and asks_for_a_part():
        if same:
            return make_response(_kept_block(template, fragment, *same.values()), status)
        return make_response(render_block(template, fragment, **context), status)
    for name, make in (same or {}).items():
        context[name] = _kept_block(template, name, make)
    return make_response(render_template(template, **context), status)


def _kept_block(template: str, name: str, *makes: Callable[[], dict[str, Any]]) -> Markup:
    def written() -> str:
        return str(render_block(template, name, **{key: value for make in makes for key, value in make().items()}))

    return shelf.the_same_for_all(name, written)


def asks_for_a_part() -> bool:
    """Whether htmx asks for a block of the page only: then a view need not find what stands outside it."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


@dataclass(frozen=True)
class Told:
    """A message about what was just done. ``onward``: words and address of what comes next, if anything."""

    kind: str
    text: str
    onward: tuple[str, str] | None = None


def notices(place: str = "") -> list[Told]:
    """The messages that wait for this page: those for the part with that id, or those for its head."""
    found, before = [], session.modified
    waiting: Any = get_flashed_messages(with_categories=True)
    if request.method == "POST" and not g.get("csrf_checked"):
        session.modified = before  # a step that stores nothing changes no session either: the next page tells it too
    for kind, said in waiting:
        given: dict[str, Any] = said if isinstance(said, dict) else {"text": said}
        if given.get("place", "") == place:
            onward = given.get("onward")
            found.append(Told(kind, given["text"], tuple(onward) if onward else None))
    return found


def go_to(
    endpoint: str,
    *,
    notice: str = "",
    warning: str = "",
    onward: tuple[str, str] | None = None,
    mend: tuple[str, str] | None = None,
    anchor: str | None = None,
    place: str = "",
    **values: Any,
) -> Response:
    """After a successful form: see the result on its page, with a message that receives the focus; below it what may
    not have been meant (``warning``).

    ``onward``: words and address of what comes next, in the message; left out when that is this very page.
    ``mend``: the same, of where one changes what the warning is about. ``place``: the id of the part of the page where
    the message stands, of a page that shows ``notices(place)`` there; else it stands at the head.
    """
    anchor = anchor or place or None
    target = url_for(endpoint, _anchor=anchor, **values)
    if onward and urlsplit(onward[1]).path == urlsplit(target).path:
        onward = None
    for message, kind in ((notice, "ok"), (warning, "warning")):
        if message:
            leads = onward if kind == "ok" else mend
            said: Any = {"text": message, "place": place, "onward": leads}
            flash(said if place or leads else message, kind)
    return redirect(target, code=303)  # type: ignore[return-value]


def go_back(target: str | None, fallback: str, *, notice: str = "") -> Response:
    """To an address of this site that the browser gave us, or to ``fallback`` when it is anything else."""
    if notice:
        flash(notice, "ok")
    return redirect(safe_path(target, fallback), code=303)  # type: ignore[return-value]


def safe_path(target: str | None, fallback: str) -> str:
    """``target`` if it is a path on this site; never another host, scheme or control character."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return fallback
    if any(ord(c) < 33 or ord(c) == 127 for c in target):
        return fallback
    parts = urlsplit(target)
    return fallback if parts.scheme or parts.netloc else target
