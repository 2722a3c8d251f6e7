"""Bare lists: one Flask view, the same rows plainly selected, one flat template that sends as many bytes.

``python -m benchmarks._bare serve --port N`` with BARE_URL (database), BARE_LISTS (JSON, by the name of a list its
selects, address and title first, and the size of its page) and the settings of the product, whose gunicorn it uses. A
list stands at ``/bare/<name>``; at ``/bare/<name>/signed-in`` for whoever came by ``/bare/in/<person>``, with what no
page behind a sign-in can leave out: the session, the person's row and a form to sign out with its token. There also
stands ``/bare/vote``: a form with a token that stores one row, for good (``synchronous=FULL``).
"""

import json
import os
from collections.abc import Sequence
from typing import Any

from flask import Flask, redirect, render_template, request
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user
from flask_wtf.csrf import CSRFProtect
from jinja2 import DictLoader
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.pool import QueuePool
from werkzeug.wrappers import Response

from regiodialoog.cli.main import regiodialoog
from regiodialoog.settings import Settings

PAGE = (
    "<!doctype html><html lang=nl><title>Lijst</title><ul>"
    "{% for slug, title in rows %}"
    '<li id="{{ slug }}"><a href="/lijst#{{ slug }}">{{ title }}</a>{{ pad }}</li>'
    "{% endfor %}</ul>{{ rest }}"
    "{% if signed_in %}<form method=post>{{ current_user.name }}"
    '<input type=hidden name=csrf_token value="{{ csrf_token() }}"></form>{% endif %}</html>'
)
VOTE = (
    "<!doctype html><html lang=nl><title>Stem</title><form method=post action=/bare/vote>"
    '<input type=hidden name=csrf_token value="{{ csrf_token() }}"><input name=choice_1 value=yes></form></html>'
)
PERSON = text("SELECT id, name, session_epoch FROM people WHERE id = :id")


class BareList:
    """One list, as long as the page it stands beside. ``size``: bytes."""

    def __init__(self, engine: Engine, queries: Sequence[str], size: int) -> None:
        self.engine, self.queries = engine, [text(query) for query in queries]
        self.filling = {"pad": "", "rest": ""}
        short = size - len(self.page().encode())
        assert short >= 0, f"the bare list is longer than {size} bytes: {queries}"
        count = len(self._rows())
        self.filling = {"pad": "." * (short // count), "rest": "." * (short % count)}

    def page(self, *, signed_in: bool = False) -> str:
        return render_template("list.html", rows=self._rows(), signed_in=signed_in, **self.filling)

    def _rows(self) -> list[Any]:
        with self.engine.connect() as connection:
            return [row[:2] for query in self.queries for row in connection.execute(query)]


class Reader(UserMixin):  # type: ignore[misc]
    def __init__(self, person_id: int, name: str, _epoch: int) -> None:
        self.id, self.name = person_id, name


def bare_app(settings: Settings | None = None) -> Flask:
    settings = settings or Settings()
    app = Flask("bare")
    app.jinja_loader = DictLoader({"list.html": PAGE, "vote.html": VOTE})
    engine = create_engine(os.environ["BARE_URL"], poolclass=QueuePool)

    @app.get("/health")
    def health() -> str:
        return "ok"

    with app.app_context():
        wanted: dict[str, tuple[list[str], int]] = json.loads(os.environ["BARE_LISTS"])
        lists = {name: BareList(engine, queries, size) for name, (queries, size) in wanted.items()}
        engine.dispose()

    @app.get("/bare/<name>")
    def bare(name: str) -> str:
        return lists[name].page()

    _behind_a_sign_in(app, engine, lists, settings.signing_key)
    _with_a_vote(app, engine)
    return app


def _behind_a_sign_in(app: Flask, engine: Engine, lists: dict[str, BareList], key: str) -> None:
    app.secret_key = key
    CSRFProtect(app)
    manager = LoginManager(app)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def reader(number: str) -> Reader | None:
        with engine.connect() as connection:
            row = connection.execute(PERSON, {"id": int(number)}).first()
        return Reader(*row) if row else None

    @app.get("/bare/in/<int:person>")
    def sign_in(person: int) -> str:
        login_user(reader(str(person)))
        return ""

    @app.get("/bare/<name>/signed-in")
    @login_required  # type: ignore[untyped-decorator]
    def behind(name: str) -> str:
        return lists[name].page(signed_in=True)


def _with_a_vote(app: Flask, engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _kept_for_good)

    @app.get("/bare/vote")
    @login_required  # type: ignore[untyped-decorator]
    def ballot() -> str:
        return render_template("vote.html")

    @app.post("/bare/vote")
    @login_required  # type: ignore[untyped-decorator]
    def cast() -> Response:
        with engine.begin() as connection:
            given = {"person": current_user.id, "choice": request.form["choice_1"]}
            connection.execute(text("INSERT INTO bare_votes (person, choice) VALUES (:person, :choice)"), given)
        return redirect("/bare/vote", code=303)


def _kept_for_good(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


if __name__ == "__main__":
    regiodialoog(obj=bare_app)
