"""Public pages, and parts of them, stay on a shelf until anything in the database changes, or ten seconds have passed.

A letter to thirty thousand doors brings thousands of visitors to the same page within an hour. Each gets what the first
one got, as long as the database says that nothing was committed since: no page is older than the last commit. Only for
visitors who send no cookie at all, so what lies here was made for nobody in particular. Whoever signed in, chose a
language or sent a form gets a page of their own, of which the list that says the same to everybody lies here as well;
so does what says the same to all of the bureau, whom its view lets in first.
"""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request, session
from markupsafe import Markup
from sqlalchemy import Engine, text

from regiodialoog.core import clock
from regiodialoog.core.db import engine
from regiodialoog.core.i18n import locale
from regiodialoog.core.policy import as_nobody, is_public

SECONDS = 10
"""What the clock alone changes (a day that passes, a vote that closes) shows at most this late to visitors."""
MOST_BYTES = 16 * 1024 * 1024
LARGEST = MOST_BYTES // 16
Key = tuple[str, ...]
T = TypeVar("T")
V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True)
class Kept:
    state: str
    body: bytes
    content_type: str
    encoding: str

    def answer(self) -> Response:
        given = Response(self.body, content_type=self.content_type)
        if self.encoding:
            given.content_encoding = self.encoding
            given.vary.add("Accept-Encoding")
        return given


class Shelf:
    """Pages by what was asked, at most ``MOST_BYTES`` together; what was not asked for longest makes place."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._facts: dict[str, tuple[str, Any]] = {}
        self._bytes = 0
        self._state = ""
        self._lock = threading.Lock()

    def find(self, key: Key, state: str) -> Kept | None:
        with self._lock:
            self._look_at(state)
            found = self._pages.get(key)
            if found is None or found.state != state:
                return None
            self._pages.move_to_end(key)
            return found

    def _look_at(self, state: str) -> None:
        """A state never comes back, so nothing of another one is needed again; least of all what was wiped since."""
        if state != self._state:
            self._pages.clear()
            self._facts.clear()
            self._bytes, self._state = 0, state

    def put(self, key: Key, kept: Kept) -> None:
        with self._lock:
            self._look_at(kept.state)
            before = self._pages.pop(key, None)
            self._pages[key] = kept
            self._bytes += len(kept.body) - (len(before.body) if before else 0)
            while self._bytes > MOST_BYTES:
                _key, oldest = self._pages.popitem(last=False)
                self._bytes -= len(oldest.body)

    def fact(self, name: str, state: str, find: Callable[[], T]) -> T:
        kept: tuple[str, T] | None = self._facts.get(name)
        if kept is None or kept[0] != state:
            kept = self._facts[name] = state, find()
        return kept[1]


class Watch:
    """Tells whether anything was committed to the database since it was asked last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def state(self, database: Engine) -> str:
        """The same text as before only if no transaction ended since, in any process; and the piece of time."""
        piece = int(clock.now().timestamp()) // SECONDS
        if database.dialect.name == "sqlite":
            return f"{self._sqlite(database)}.{piece}"
        with database.connect() as connection:
            return f"{connection.scalar(text('SELECT pg_current_snapshot()'))}.{piece}"

    def _sqlite(self, database: Engine) -> int:
        """``PRAGMA data_version`` compares within one connection, and tells of commits by all others: so one that
        never writes is kept for it."""
        with self._lock:
            if self._connection is None:
                file = Path(database.url.database or "").absolute().as_uri()
                self._connection = sqlite3.connect(f"{file}?mode=rw", uri=True, check_same_thread=False)
            with closing(self._connection.execute("PRAGMA data_version")) as cursor:
                return int(cursor.fetchone()[0])


def shares_a_part(view: V) -> V:
    """Mark a view of which ``page(same=…)`` makes a part for everybody. What the database holds is looked at before its
    first query, so that a part is never older than it seems."""
    view.shares_a_part = True  # type: ignore[attr-defined]
    return view


def the_same_for_all(name: str, make: Callable[[], str]) -> Markup:
    """A part of the page at this address, in this language, as a visitor without an account may see it. ``name``: which
    part of it."""
    state = g.get("state_of_data")
    with as_nobody():
        if state is None:
            return Markup(make())  # noqa: S704 - rendered by an autoescaping template
        shelf, _watch = current_app.extensions["shelf"]
        key = name, locale(), request.path, request.query_string.decode("latin-1")
        found: Kept | None = shelf.find(key, state)
        if found is None:
            found = Kept(state, make().encode(), "text/html", "")
            if len(found.body) <= LARGEST:
                shelf.put(key, found)
        return Markup(found.body.decode())  # noqa: S704 - as above


def known_to_all(name: str, find: Callable[[], T]) -> T:
    """What is the same for everybody, in any language, found once until something changes. ``find`` gives values that
    nobody writes to and that hold on to no session. Only on pages of ``shares_a_part`` it saves anything."""
    state = g.get("state_of_data")
    with as_nobody():
        if state is None:
            return find()
        kept: Shelf = current_app.extensions["shelf"][0]
        return kept.fact(name, state, find)


def init_app(app: Flask) -> None:
    """Registered before compression, whose work is kept too. Not under test, where nothing is ever committed."""
    if app.config["SETTINGS"].testing:
        return
    app.extensions["shelf"] = (Shelf(), Watch())
    app.before_request(_look)
    app.after_request(_keep)


def _look() -> Response | None:
    if not _for_everybody():
        if _shares_a_part():
            g.state_of_data = current_app.extensions["shelf"][1].state(engine())
        return None
    shelf, watch = current_app.extensions["shelf"]
    key = request.path, request.query_string.decode("latin-1"), request.headers.get("Accept-Encoding", "")
    state = watch.state(engine())
    found: Kept | None = shelf.find(key, state)
    if found is None:
        g.place_on_shelf, g.state_of_data = (key, state), state
        return None
    g.house_answer = True
    return found.answer()


def _for_everybody() -> bool:
    """Nothing in this request says who asks, or asks for less than the page."""
    if request.method != "GET" or request.endpoint is None or not is_public(request.endpoint):
        return False
    return not any(name in request.headers for name in ("Cookie", "Authorization", "HX-Request", "Range"))


def _shares_a_part() -> bool:
    return request.method == "GET" and hasattr(current_app.view_functions.get(request.endpoint or ""), "shares_a_part")


def _keep(response: Response) -> Response:
    place = g.pop("place_on_shelf", None)
    if place is None or response.status_code != 200 or response.is_streamed or session:
        return response
    if response.mimetype == "text/html" and "Set-Cookie" not in response.headers:
        body = response.get_data()
        if len(body) <= LARGEST:
            key, state = place
            shelf, _watch = current_app.extensions["shelf"]
            shelf.put(key, Kept(state, body, response.content_type, response.content_encoding or ""))
    return response
