"""Bare lists: one Flask view, one select of the same rows, one flat template that sends as many bytes.

``python -m benchmarks._bare serve --port N`` with BARE_URL (database), BARE_LISTS (JSON, by the name of a list its
select, address and title first, and the size of its page) and the settings of the product, whose gunicorn it uses. A
list stands at ``/bare/<name>``.
"""

import json
import os

from flask import Flask, render_template
from jinja2 import DictLoader
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import QueuePool

from regiodialoog.cli.main import regiodialoog
from regiodialoog.settings import Settings

PAGE = (
    "<!doctype html><html lang=nl><title>Lijst</title><ul>"
    "{% for slug, title in rows %}"
    '<li id="{{ slug }}"><a href="/lijst#{{ slug }}">{{ title }}</a>{{ pad }}</li>'
    "{% endfor %}</ul>{{ rest }}</html>"
)


class BareList:
    """One list, as long as the page it stands beside. ``size``: bytes."""

    def __init__(self, engine: Engine, query: str, size: int) -> None:
        self.engine, self.query = engine, text(query)
        self.filling = {"pad": "", "rest": ""}
        short = size - len(self.page().encode())
        assert short >= 0, f"the bare list is longer than {size} bytes: {query}"
        with engine.connect() as connection:
            count = len(connection.execute(self.query).all())
        self.filling = {"pad": "." * (short // count), "rest": "." * (short % count)}

    def page(self) -> str:
        with self.engine.connect() as connection:
            rows = [row[:2] for row in connection.execute(self.query)]
            return render_template("list.html", rows=rows, **self.filling)


def bare_app(_settings: Settings | None = None) -> Flask:
    app = Flask("bare")
    app.jinja_loader = DictLoader({"list.html": PAGE})
    engine = create_engine(os.environ["BARE_URL"], poolclass=QueuePool)

    @app.get("/health")
    def health() -> str:
        return "ok"

    with app.app_context():
        wanted: dict[str, tuple[str, int]] = json.loads(os.environ["BARE_LISTS"])
        lists = {name: BareList(engine, query, size) for name, (query, size) in wanted.items()}
        engine.dispose()

    @app.get("/bare/<name>")
    def bare(name: str) -> str:
        return lists[name].page()

    return app


if __name__ == "__main__":
    regiodialoog(obj=bare_app)
